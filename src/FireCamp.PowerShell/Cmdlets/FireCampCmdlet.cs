using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Errors;
using FireCamp.PowerShell.Jobs;
using FireCamp.PowerShell.Pump;
using FireCamp.PowerShell.Sessions;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>The first rung: has the engine, turns exceptions into error records, shows plans and carries them out.</summary>
public abstract class FireCampCmdlet : AsyncCmdlet
{
    private FireCampEngine? engine;

    private protected FireCampCmdlet()
    {
    }

    private protected FireCampEngine Engine => engine ??= EngineSession.Current.Engine;

    private protected TimeProvider Time => Engine.Settings.Time;

    private protected sealed override ErrorRecord? RecordOf(Exception exception)
        => ErrorRecords.IsExpected(exception) ? ErrorRecords.From(exception, null) : null;

    /// <summary>Does the work for each item; what is thrown on purpose is that item's error, and the next one follows.</summary>
    private protected async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> work)
    {
        foreach (var item in items)
        {
            try
            {
                await work(item);
            }
            catch (Exception e) when (ErrorRecords.IsExpected(e))
            {
                WriteError(ErrorRecords.From(e, item));
            }
        }
    }

    /// <summary>Whether to go on: asks where that is due, and prints the whole plan for <c>-WhatIf</c> and <c>-Verbose</c>.</summary>
    /// <param name="before">What comes before the plan's operation, for people.</param>
    private protected bool Approve(OperationPlan plan, string? before = null)
    {
        var text = $"{before}{plan.Describe()}".TrimEnd();
        return ShouldProcess(text, $"{text}{Environment.NewLine}{Environment.NewLine}Carry this out?", "FireCamp");
    }

    /// <summary>Carries a run out and writes what comes of it; as a job, writes the job.</summary>
    private protected async Task CarryOutAsync(OperationRun run, bool asJob, CancellationToken cancel)
    {
        if (asJob)
        {
            WriteObject(FireCampJob.Start(run, CommandText(run), Time, JobRepository));
            return;
        }

        using var progress = new Throttled<OperationProgress>(p => WriteProgress(ProgressRecords.From(run.Activity, p)), Time);
        var outputs = await TimedRun.RunAsync(run, progress, Time, cancel);
        WriteProgress(ProgressRecords.Completed(run.Activity));
        WriteObject(outputs, enumerateCollection: true);
    }

    // Not the line as it was typed: that may hold a password.
    private string CommandText(OperationRun run) => $"{MyInvocation.MyCommand.Name} {run.Target}";
}
