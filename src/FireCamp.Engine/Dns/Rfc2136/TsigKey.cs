namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>A key that updates are signed with (TSIG, RFC 8945). Its text form doesn't hold the secret.</summary>
/// <param name="name">As the server knows it.</param>
/// <param name="algorithm">One of <see cref="TsigAlgorithms.Names"/>.</param>
public sealed class TsigKey(string name, string algorithm, byte[] secret)
{
    public string Name { get; } = name.TrimEnd('.').ToLowerInvariant();

    public string Algorithm { get; } = algorithm;

    internal byte[] Secret { get; } = secret;

    public override string ToString() => $"{Name} ({Algorithm})";
}
