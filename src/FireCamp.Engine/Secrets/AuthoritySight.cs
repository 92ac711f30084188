namespace FireCamp.Engine.Secrets;

/// <summary>A cluster's certificate authorities as they are at a moment; all certificates in PEM.</summary>
/// <param name="Issuing">The one that issues.</param>
/// <param name="Newest">The same one, but while it is being replaced.</param>
/// <param name="Accepted">All that are accepted, one after the other.</param>
public sealed record AuthoritySight(string Issuing, string Newest, string Accepted);
