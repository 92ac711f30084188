namespace FireCamp.Engine.Model;

/// <summary>What a platform is asked to run for one member.</summary>
public sealed record Workload
{
    public required Software Software { get; init; }

    /// <summary>Program and arguments. Paths in it are those that the platform shows to the member.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The process's environment; values may hold secret placeholders.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The system user that runs it when the agent is root; null for the agent's own.</summary>
    public string? User { get; init; }

    public required IReadOnlyList<PortSpec> Ports { get; init; }

    public required ByteSize Memory { get; init; }

    public double CpuLimit { get; init; }

    /// <summary>The signal that asks it to stop, such as <c>INT</c>.</summary>
    public string StopSignal { get; init; } = "TERM";

    /// <summary>How long it may take to stop before it is killed.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    public required ProbeSpec Probe { get; init; }

    /// <summary>What a metrics scrape runs; its output is lines <c>name value</c> or Prometheus text. Null for none.</summary>
    public ProbeSpec? Metrics { get; init; }

    public required IReadOnlyDictionary<string, ActionSpec> Actions { get; init; }

    /// <summary>Whether it hands its engine's log to the agent, which archives it.</summary>
    public bool Archives { get; init; }
}
