using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Engine;

/// <summary>Where an engine finds things, and who it acts for.</summary>
public sealed record EngineSettings
{
    /// <summary>The home of Local clusters; see <see cref="LocalPaths"/>.</summary>
    public string Home { get; init; } = LocalPaths.DefaultRoot();

    /// <summary>Folders that hold one folder for each kind: the module's own first, then the user's.</summary>
    public required IReadOnlyList<string> CatalogFolders { get; init; }

    /// <summary>The agent's program, <c>FireCamp.Agent.dll</c> or its native host.</summary>
    public required string AgentPath { get; init; }

    /// <summary>The agent packed for other machines: a folder with <c>agent.tar.gz</c> and <c>version</c>.</summary>
    public string AgentBundle
    {
        get => field ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(AgentPath) ?? ".", "..", "agent-bundle"));
        init;
    }

    /// <summary>Who is recorded as having done what: <c>user@machine</c>.</summary>
    public string Actor { get; init; } = $"{Environment.UserName}@{Environment.MachineName}";

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
