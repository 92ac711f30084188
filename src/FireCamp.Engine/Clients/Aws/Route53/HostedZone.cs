namespace FireCamp.Engine.Clients.Aws.Route53;

/// <param name="Id">Without <c>/hostedzone/</c>.</param>
/// <param name="Name">Small letters, no dot at the end.</param>
internal sealed record HostedZone(string Id, string Name, bool IsPrivate);
