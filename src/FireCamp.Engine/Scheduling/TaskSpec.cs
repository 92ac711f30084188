using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>A task as it is to be installed. Holds no secret.</summary>
public sealed record TaskSpec
{
    public required string Name { get; init; }

    public required ScheduledWork Work { get; init; }

    public required string Cluster { get; init; }

    public required TimeSpan Every { get; init; }

    /// <summary>Null for whoever installs it.</summary>
    public string? User { get; init; }

    /// <summary>The program's path.</summary>
    public required string Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>What the program finds in its environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>For people, and no more than a line.</summary>
    public string Title => Work == ScheduledWork.BackupPolicy
        ? $"FireCamp: what the backup policies of cluster {Cluster} have due"
        : $"FireCamp: the queued operations of cluster {Cluster} that are due";

    /// <summary>The name that a task has by default.</summary>
    public static string NameOf(string cluster, ScheduledWork work)
        => $"firecamp-{NameRules.Key(cluster)}-{(work == ScheduledWork.BackupPolicy ? "backup-policy" : "queued-operation")}";

    /// <summary>The line of PowerShell that does the work.</summary>
    public static string CommandOf(string cluster, ScheduledWork work)
        => $"{(work == ScheduledWork.BackupPolicy ? "Invoke-FireCampBackupPolicy" : "Resume-FireCampOperation -Due")} -Cluster {cluster}";
}
