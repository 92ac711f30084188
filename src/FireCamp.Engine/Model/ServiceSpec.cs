namespace FireCamp.Engine.Model;

/// <summary>
/// What a user asked a service to be, completed with the defaults of its kind. Stored under
/// <c>services/&lt;name&gt;</c>.
/// </summary>
public sealed record ServiceSpec
{
    public required string Cluster { get; init; }

    public required string Name { get; init; }

    /// <summary>The catalog kind, such as <c>PostgreSQL</c>.</summary>
    public required string Kind { get; init; }

    public required string Version { get; init; }

    /// <summary>Every option of the kind with its canonical text: numbers plain, sizes and durations with a unit, true/false.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Which revision of the service this is: 1 as it was created, one more with each change of it.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The options that the user chose; the others have their defaults, which follow memory and version when those change.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>Memory that each member reserves and derives its settings from.</summary>
    public required ByteSize Memory { get; init; }

    /// <summary>Processors that each member may use; 0 is no limit.</summary>
    public double CpuLimit { get; init; }

    /// <summary>An image that replaces the kind's own on container platforms.</summary>
    public string? Image { get; init; }

    /// <summary>The user names and secrets that it has, in the catalog's order.</summary>
    public IReadOnlyList<ServiceCredential> Credentials { get; init; } = [];

    /// <summary>In which order members are restarted: role names, first to last.</summary>
    public IReadOnlyList<string> RestartOrder { get; init; } = ["replica", "primary"];

    /// <summary>What must be ready for it to serve: <c>primary</c>, <c>majority</c>, <c>any</c> or <c>all</c>.</summary>
    public string Serves { get; init; } = "primary";

    public ServiceIntent Intent { get; init; } = ServiceIntent.Creating;

    /// <summary>Volumes kept from an earlier service of that name are used when true.</summary>
    public bool UseKeptVolumes { get; init; }

    /// <summary>The backup that it is there to prove, and goes with; null for a user's own service.</summary>
    public string? TestOf { get; init; }

    /// <summary>For how long its primary may be unable to run anywhere before agents promote a replica; null for not at all.</summary>
    public TimeSpan? FailoverAfter { get; init; }

    /// <summary>How much may be missing then, as far as is known, for agents to promote all the same; null where it doesn't matter.</summary>
    public ByteSize? FailoverMaxLag { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
