namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>What a server is asked for.</summary>
internal enum DnsRequest
{
    Query,
    Update,
    Transfer,
}
