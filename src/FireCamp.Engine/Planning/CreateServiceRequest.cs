using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>What a user asks of a new service; what is left out gets the kind's default.</summary>
public sealed record CreateServiceRequest
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public string? Version { get; init; }

    /// <summary>Option values as the user wrote them, by name (without case).</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public ByteSize? Memory { get; init; }

    public double CpuLimit { get; init; }

    public string? Image { get; init; }

    /// <summary>Whether volumes that an earlier service of that name left may be taken over; otherwise they are an error.</summary>
    public bool UseKeptVolumes { get; init; }

    /// <summary>When disruptive operations may begin, as the user wrote it: <c>Sun 01:00-05:00 Europe/Berlin</c>; at any time when empty.</summary>
    public IReadOnlyList<string> Windows { get; init; } = [];

    /// <summary>Whether disruptive operations need an approval.</summary>
    public bool RequireApproval { get; init; }

    /// <summary>For how long the primary may be unable to run anywhere before agents promote a replica; null for not at all.</summary>
    public TimeSpan? FailoverAfter { get; init; }

    /// <summary>How much may be missing then, as far as is known; null where it doesn't matter.</summary>
    public ByteSize? FailoverMaxLag { get; init; }

    /// <summary>User names by credential name, where the user gave a credential; the passwords travel apart, sealed.</summary>
    public IReadOnlyDictionary<string, string> UserNames { get; init; } = new Dictionary<string, string>();
}
