namespace FireCamp.Engine.Model;

/// <summary>A task that a machine's scheduler runs for FireCamp.</summary>
public sealed record ScheduledTask
{
    /// <summary>Tells it from others on the machine: <c>firecamp-t1-backup-policy</c>.</summary>
    public required string Name { get; init; }

    public required ScheduledTaskKind Kind { get; init; }

    public required ScheduledWork Work { get; init; }

    public required string Cluster { get; init; }

    /// <summary>How often it runs.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>Who runs it; empty where that is who owns the place.</summary>
    public string User { get; init; } = "";

    /// <summary>Where it is installed: a unit's file, a crontab, a name of the task scheduler's.</summary>
    public required string Place { get; init; }

    /// <summary>What is installed there.</summary>
    public required string Text { get; init; }
}
