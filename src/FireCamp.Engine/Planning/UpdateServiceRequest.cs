using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>What a user asks to be changed of a service; what is left out stays as it is.</summary>
public sealed record UpdateServiceRequest
{
    public required string Name { get; init; }

    /// <summary>Option values as the user wrote them, by name (without case).</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Options that were left to their defaults follow it.</summary>
    public ByteSize? Memory { get; init; }

    /// <summary>0 is no limit.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>The version that members are upgraded to; null leaves it.</summary>
    public string? Version { get; init; }

    /// <summary>The container image in place of the kind's own; empty for the kind's own, null leaves it.</summary>
    public string? Image { get; init; }

    /// <summary>For how long the primary may be unable to run anywhere before agents promote a replica; null leaves it, zero turns it off.</summary>
    public TimeSpan? FailoverAfter { get; init; }

    /// <summary>How much may be missing then, as far as is known; null leaves it.</summary>
    public ByteSize? FailoverMaxLag { get; init; }

    /// <summary>User names by credential name, of credentials that get a new password; the passwords travel apart, sealed.</summary>
    public IReadOnlyDictionary<string, string> UserNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of credentials that get a new random password.</summary>
    public IReadOnlyList<string> Renewed { get; init; } = [];

    /// <summary>Goes back to what an earlier revision had, passwords and the sizes of volumes excepted; nothing else may be asked then.</summary>
    public int? ToRevision { get; init; }

    /// <summary>Whether it asks for a change by itself, besides bringing members in line with their kind.</summary>
    internal bool AsksForMore => AsksForMoreThanPasswords || UserNames.Count > 0 || Renewed.Count > 0;

    internal bool AsksForMoreThanPasswords => Options.Count > 0 || Memory is not null || CpuLimit is not null
        || Version is not null || Image is not null || FailoverAfter is not null || FailoverMaxLag is not null;
}
