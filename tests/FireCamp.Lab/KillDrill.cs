using System.Diagnostics;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab;

/// <summary>A command whose session is killed at random points, and another session's resuming or undoing of what it began.</summary>
/// <remarks>A command is a script that runs one operation, and takes <c>-WhatIf</c> behind it.</remarks>
public sealed class KillDrill(LocalLabCluster lab, Random random)
{
    private TimeSpan took;

    /// <summary>Steps at which operations were killed, and how often.</summary>
    public Dictionary<string, int> Kills { get; } = [];

    /// <summary>The same as text.</summary>
    public string Where => string.Join(", ", Kills.OrderBy(k => k.Key).Select(k => $"{k.Value} at {k.Key}"));

    /// <summary>Runs it to its end, which tells how long that takes.</summary>
    public async Task UndisturbedAsync(string command, CancellationToken cancel)
    {
        using var session = PowerShellProcess.Start(lab.Home, ScriptOf(command));
        await session.SaysAsync("begin", cancel);
        var begun = Stopwatch.GetTimestamp();
        await session.SaysAsync("end", cancel);
        took = Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Kills a session at a random point.</summary>
    /// <returns>Whether the operation was unfinished then; otherwise it hadn't begun, or was over.</returns>
    public async Task<bool> KillAsync(string command, CancellationToken cancel)
    {
        var after = took * random.NextDouble();
        using var session = PowerShellProcess.Start(lab.Home, ScriptOf(command));
        await session.SaysAsync("begin", cancel);
        await Soon.PauseAsync(after, cancel);
        await session.KillAsync();
        if ((await lab.Cluster.ListOperationsAsync(finished: false, cancel)).SingleOrDefault() is not { } operation)
        {
            return false;
        }

        var step = operation.Step?.Split('/')[0] ?? "the first step";
        Kills[step] = Kills.GetValueOrDefault(step) + 1;
        return true;
    }

    /// <summary>Another session ends what was begun.</summary>
    /// <param name="undo">Whether it is to be taken back, if it still can be.</param>
    /// <returns>Whether it was taken back.</returns>
    public async Task<bool> RecoverAsync(bool undo, CancellationToken cancel)
    {
        var operation = (await lab.Cluster.ListOperationsAsync(finished: false, cancel)).Single();
        undo &= operation.CanUndo;
        var recover = undo ? "Undo-FireCampOperation" : "Resume-FireCampOperation";
        await PowerShellProcess.RunAsync(lab.Home, $"Get-FireCampOperation -Cluster {lab.Name} | {recover} -Confirm:$false", cancel);
        return undo;
    }

    // 'begin' comes when all is loaded and compiled that the command needs, so that kills fall into what it does.
    private static string ScriptOf(string command) => $"""
        {command} -WhatIf
        'begin'
        {command}
        'end'
        """;
}
