using ARSoft.Tools.Net.Dns;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>The algorithms that a key may be for, by the names that servers' configurations have for them.</summary>
/// <remarks>Not hmac-sha384: neither BIND nor Knot accepts what ARSoft.Tools.Net 3.6.1 signs with it.</remarks>
internal static class TsigAlgorithms
{
    public const string Default = "hmac-sha256";

    private const string OldMd5 = "hmac-md5.sig-alg.reg.int";

    private static readonly SortedDictionary<string, TSigAlgorithm> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hmac-md5"] = TSigAlgorithm.Md5,
        ["hmac-sha1"] = TSigAlgorithm.Sha1,
        ["hmac-sha224"] = TSigAlgorithm.Sha224,
        ["hmac-sha256"] = TSigAlgorithm.Sha256,
        ["hmac-sha512"] = TSigAlgorithm.Sha512,
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Null for an unknown name.</summary>
    public static string? FindName(string text)
    {
        var name = text.TrimEnd('.').ToLowerInvariant();
        name = name == OldMd5 ? "hmac-md5" : name;
        return ByName.ContainsKey(name) ? name : null;
    }

    public static TSigAlgorithm Of(TsigKey key) => ByName[key.Algorithm];
}
