namespace FireCamp.Engine.Model;

/// <summary>How agents are to be put on machines.</summary>
public sealed record AgentInstallRequest
{
    /// <summary>The nodes; all of the swarm when empty.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>What runs a command on another machine, called as rsync calls it: <c>SHELL… HOST COMMAND…</c>.</summary>
    public string RemoteShell { get; init; } = "ssh -o BatchMode=yes";

    /// <summary>How the remote shell calls a node, by the node's name; by default the address that the swarm knows.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>The port that agents answer on.</summary>
    public int Port { get; init; } = 7400;

    /// <summary>Starts or restarts the agent on a machine without systemd; null for systemd.</summary>
    public string? StartCommand { get; init; }

    /// <summary>Run agents in containers that dockerd keeps running, for machines without systemd. Default: as a service.</summary>
    public bool InContainer { get; init; }

    /// <summary>The image that the agent's own is built from on each machine: Debian 12 or later; null for its slim one.</summary>
    public string? BaseImage { get; init; }

    /// <summary>Write a folder for each node here, and touch no machine.</summary>
    public string? OutputPath { get; init; }
}
