using System.Security.Cryptography;
using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What FireCamp's things are called in Swarm.</summary>
public static class SwarmNames
{
    /// <summary>The volume plugin that every agent is.</summary>
    public const string VolumeDriver = "firecamp";

    /// <summary>On a node: its failure domain.</summary>
    public const string Zone = "zone";

    /// <summary>On a node: why FireCamp closed or drained it.</summary>
    public const string Drained = "firecamp.drained";

    public const string Cluster = "firecamp.cluster";

    public const string Service = "firecamp.service";

    public const string Member = "firecamp.member";

    public const string RunToken = "firecamp.run-token";

    /// <summary>On a service: says whether it is what its member's spec asks for.</summary>
    public const string Fingerprint = "firecamp.spec";

    /// <summary>Swarm takes no longer name for a service.</summary>
    private const int LongestName = 63;

    private const int DigestLength = 8;

    /// <summary>The Docker service of a member: <c>&lt;cluster&gt;_&lt;member&gt;</c> in lower case.</summary>
    /// <remarks>One that would be too long is cut, and ends in a digest of the whole instead.</remarks>
    public static string ServiceOf(string cluster, string member)
    {
        var name = $"{NameRules.Key(cluster)}_{NameRules.Key(member)}";
        return name.Length <= LongestName ? name : $"{name[..(LongestName - DigestLength - 1)]}_{Digest(name)[..DigestLength]}";
    }

    /// <summary>The mount point of a volume in its member's container.</summary>
    public static string PathOf(string purpose) => $"/firecamp/{purpose}";

    internal static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
