namespace FireCamp.Engine.Secrets;

/// <summary>The cluster's certificate authorities: all of them are accepted, one issues.</summary>
/// <param name="Authorities">The oldest first.</param>
/// <param name="Issuing">The id of the one that issues.</param>
internal sealed record AuthorityRecord(IReadOnlyList<AuthorityEntry> Authorities, string Issuing);
