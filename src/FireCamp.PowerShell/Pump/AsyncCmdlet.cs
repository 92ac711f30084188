using System.Management.Automation;

namespace FireCamp.PowerShell.Pump;

/// <summary>A cmdlet whose bodies are asynchronous and run on the pipeline's thread, and that stops with Ctrl-C.</summary>
/// <remarks>
/// After each <c>await</c> a body is back on the pipeline's thread, so it writes and asks directly. That needs
/// <c>ConfigureAwait(false)</c> to be absent here and present in what is called.
/// </remarks>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stop = new();

    private protected AsyncCmdlet()
    {
    }

    public void Dispose()
    {
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Works on one input.</summary>
    private protected abstract Task ProcessAsync(CancellationToken cancel);

    /// <summary>Works once, after the last input.</summary>
    private protected virtual Task EndAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>
    /// The error record of an exception that is an error of its input, after which the next one follows; null for any
    /// other.
    /// </summary>
    private protected abstract ErrorRecord? RecordOf(Exception exception);

    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    protected sealed override void EndProcessing() => Run(EndAsync);

    // Called on another thread: it may do nothing but cancel.
    protected sealed override void StopProcessing()
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

    private void Run(Func<CancellationToken, Task> body)
    {
        ErrorRecord record;
        try
        {
            Pump(body);
            return;
        }
        catch (Exception e) when (RecordOf(e) is not null)
        {
            record = RecordOf(e)!;
        }

        WriteError(record);
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
