using System.Management.Automation;

namespace FireCamp.PowerShell.Tests.Hosting;

/// <summary>What came of a script.</summary>
internal sealed record ScriptResult
{
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>What was written to the error stream, and what ended the script last.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    public required bool Stopped { get; init; }

    public IEnumerable<string> ErrorIds => Errors.Select(e => e.FullyQualifiedErrorId);

    /// <summary>The output as texts; the errors' messages when there is no output, so that a failing test says why.</summary>
    public IReadOnlyList<string> Texts
        => [.. Output.Count > 0 ? Output.Select(o => $"{o}") : Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}")];
}
