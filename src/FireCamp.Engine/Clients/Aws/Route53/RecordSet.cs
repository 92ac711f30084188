namespace FireCamp.Engine.Clients.Aws.Route53;

/// <summary>All records of one name and type.</summary>
/// <param name="Name">Small letters, no dot at the end, escapes read.</param>
/// <param name="Ttl">In seconds; null for an alias of something in AWS.</param>
internal sealed record RecordSet(string Name, string Type, long? Ttl, IReadOnlyList<string> Values);
