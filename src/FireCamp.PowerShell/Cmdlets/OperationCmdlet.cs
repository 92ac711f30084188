using System.Management.Automation;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Jobs;
using FireCamp.PowerShell.Pump;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>A cmdlet that carries out a long operation: shows its plan, asks, runs it with progress or as a job.</summary>
public abstract class OperationCmdlet : ConnectedCmdlet
{
    private protected OperationCmdlet()
    {
    }

    /// <summary>Run as a background job and return the job at once.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Whether to go on: asks where that is due, and prints the whole plan for <c>-WhatIf</c> and <c>-Verbose</c>.</summary>
    private protected bool Approve(OperationPlan plan)
    {
        var text = plan.Describe().TrimEnd();
        return ShouldProcess(text, $"{text}{Environment.NewLine}{Environment.NewLine}Carry this out?", "FireCamp");
    }

    /// <summary>Carries it out and writes what comes of it; as a job, writes the job.</summary>
    private protected async Task CarryOutAsync(OperationRun run, CancellationToken cancel)
    {
        if (AsJob)
        {
            WriteObject(FireCampJob.Start(run, MyInvocation.Line, Time, JobRepository));
            return;
        }

        using var progress = new Throttled<OperationProgress>(p => WriteProgress(ProgressRecords.From(run.Activity, p)), Time);
        var outputs = await OperationRunner.RunAsync(run, progress, Time, cancel);
        WriteProgress(ProgressRecords.Completed(run.Activity));
        WriteObject(outputs, enumerateCollection: true);
    }
}
