using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation can't be taken up: somebody runs it. Nothing was changed.</summary>
public sealed class OperationRunningException(string operation, RunnerRecord? runner)
    : FireCampException(
        "OperationRunning",
        $"Operation {operation} can't be taken up: {runner?.Actor ?? "another session"} runs it"
            + (runner is null ? "." : $" since {runner.Since:u}."),
        $"Wait for it: Get-FireCampOperation {operation}. When that session ends, resume or undo what it left.")
{
    public override bool IsTemporary => true;
}
