namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>Names in one form: small letters, no dot at the end.</summary>
internal static class DomainNames
{
    public static string Normal(string name) => name.TrimEnd('.').ToLowerInvariant();

    /// <summary>Whether the name is the domain or lies below it.</summary>
    public static bool IsWithin(string name, string domain)
    {
        var (below, above) = (Normal(name), Normal(domain));
        return below == above || below.EndsWith($".{above}", StringComparison.Ordinal);
    }
}
