using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.PowerShell.Errors;
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

    private protected FireCampCmdlet()
    {
    }

    private protected FireCampEngine Engine => EngineSession.Current.Engine;

    private protected TimeProvider Time => Engine.Settings.Time;

    public void Dispose()
    {
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Works on one input; what it throws on purpose becomes an error of that input, and the next one follows.</summary>
    private protected abstract Task ProcessAsync(CancellationToken cancel);

    protected sealed override void ProcessRecord()
    {
        try
        {
            Pump(ProcessAsync);
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.From(e, null));
        }
    }

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
