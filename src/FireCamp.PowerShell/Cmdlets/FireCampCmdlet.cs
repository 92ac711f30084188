using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Errors;
using FireCamp.PowerShell.Jobs;
using FireCamp.PowerShell.Pump;
using FireCamp.PowerShell.Sessions;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>The first rung: bodies are asynchronous, run on the pipeline's thread, stop with Ctrl-C, and fail as error records.</summary>
/// <remarks>
/// After each <c>await</c> a body is back on the pipeline's thread, so it writes and asks directly. That needs
/// <c>ConfigureAwait(false)</c> to be absent here and present in the engine.
/// </remarks>
public abstract class FireCampCmdlet : PSCmdlet, IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stop = new();
    private FireCampEngine? engine;

    private protected FireCampCmdlet()
    {
    }

    private protected FireCampEngine Engine => engine ??= EngineSession.Current.Engine;

    private protected TimeProvider Time => Engine.Settings.Time;

    public void Dispose()
    {
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Works on one input; what it throws on purpose becomes an error of that input, and the next one follows.</summary>
    private protected abstract Task ProcessAsync(CancellationToken cancel);

    /// <summary>Works once, after the last input.</summary>
    private protected virtual Task EndAsync(CancellationToken cancel) => Task.CompletedTask;

    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    protected sealed override void EndProcessing() => Run(EndAsync);

    // Called on another thread: it may do nothing but cancel.
    protected override void StopProcessing()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet ended at the same moment.
        }
    }

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
    private protected bool Approve(OperationPlan plan)
    {
        var text = plan.Describe().TrimEnd();
        return ShouldProcess(text, $"{text}{Environment.NewLine}{Environment.NewLine}Carry this out?", "FireCamp");
    }

    /// <summary>Carries a run out and writes what comes of it; as a job, writes the job.</summary>
    private protected async Task CarryOutAsync(OperationRun run, bool asJob, CancellationToken cancel)
    {
        if (asJob)
        {
            WriteObject(FireCampJob.Start(run, MyInvocation.Line, Time, JobRepository));
            return;
        }

        using var progress = new Throttled<OperationProgress>(p => WriteProgress(ProgressRecords.From(run.Activity, p)), Time);
        var outputs = await TimedRun.RunAsync(run, progress, Time, cancel);
        WriteProgress(ProgressRecords.Completed(run.Activity));
        WriteObject(outputs, enumerateCollection: true);
    }

    private void Run(Func<CancellationToken, Task> body)
    {
        try
        {
            Pump(body);
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.From(e, null));
        }
    }

    private void Pump(Func<CancellationToken, Task> body)
    {
        using var context = new PumpContext();
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var task = body(stop.Token);
            _ = task.ContinueWith(
                _ => context.Complete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            RunAll(context);
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    // A callback that throws has written to a pipeline that is over (Select-Object -First, -ErrorAction Stop in a report).
    private void RunAll(PumpContext context)
    {
        try
        {
            context.Run();
        }
        catch
        {
            stop.Cancel();
            context.Drain(StopGrace);
            throw;
        }
    }
}
