namespace FireCamp.Engine.Secrets;

/// <summary>One certificate authority.</summary>
/// <param name="Certificate">In PEM.</param>
/// <param name="SealedKey">Its private key, sealed with the cluster's key.</param>
internal sealed record AuthorityEntry(string Id, string Certificate, string SealedKey);
