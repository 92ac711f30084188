using System.Management.Automation;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Errors;
using FireCamp.PowerShell.Pump;

namespace FireCamp.PowerShell.Jobs;

/// <summary>An operation in the background, for <c>Get-</c>, <c>Wait-</c>, <c>Receive-</c> and <c>Stop-Job</c>.</summary>
/// <remarks>Stopping the job interrupts the operation, which can be resumed or undone like any other.</remarks>
internal sealed class FireCampJob : Job
{
    private readonly CancellationTokenSource stop = new();
    private readonly OperationRun run;
    private readonly TimeProvider time;
    private Task task = Task.CompletedTask;

    private FireCampJob(OperationRun run, string command, TimeProvider time) : base(command, run.Activity)
    {
        this.run = run;
        this.time = time;
        PSJobTypeName = "FireCampJob";
    }

    public override bool HasMoreData
        => Output.Count + Error.Count + Progress.Count + Verbose.Count + Warning.Count + Debug.Count + Information.Count > 0;

    public override string Location => Environment.MachineName;

    public override string StatusMessage => JobStateInfo.State.ToString();

    public static FireCampJob Start(OperationRun run, string command, TimeProvider time, JobRepository repository)
    {
        var job = new FireCampJob(run, command, time);
        repository.Add(job);
        job.SetJobState(JobState.Running);
        job.task = Task.Run(job.WorkAsync);
        return job;
    }

    public override void StopJob()
    {
        if (task.IsCompleted)
        {
            return;
        }

        SetJobState(JobState.Stopping);
        stop.Cancel();
        task.GetAwaiter().GetResult();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopJob();
            stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task WorkAsync()
    {
        var state = JobState.Completed;
        try
        {
            using var progress = new Throttled<OperationProgress>(p => Progress.Add(ProgressRecords.From(run.Activity, p)), time);
            foreach (var output in await TimedRun.RunAsync(run, progress, time, stop.Token))
            {
                Output.Add(PSObject.AsPSObject(output));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            state = JobState.Stopped;
        }
        catch (Exception e)
        {
            Error.Add(ErrorRecords.From(e, run.Target));
            state = JobState.Failed;
        }

        Close();
        SetJobState(state);
    }

    private void Close()
    {
        Output.Complete();
        Error.Complete();
        Progress.Complete();
        Verbose.Complete();
        Warning.Complete();
        Debug.Complete();
        Information.Complete();
    }
}
