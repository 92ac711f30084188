namespace FireCamp.Agent.Probes;

/// <summary>
/// Those who wait for a probe that begins after they asked: what a probe that was under way finds out may be older than the question.
/// </summary>
internal sealed class Looks
{
    private readonly Lock gate = new();
    private TaskCompletionSource asked = New();
    private TaskCompletionSource next = New();
    private bool isOver;

    /// <summary>Completes once somebody waits for the next probe.</summary>
    public Task Asked
    {
        get
        {
            lock (gate)
            {
                return asked.Task;
            }
        }
    }

    /// <summary>Completes once the next probe that begins was answered; is cancelled when there will be none.</summary>
    public Task AskAsync()
    {
        lock (gate)
        {
            if (isOver)
            {
                return Task.FromCanceled(new CancellationToken(canceled: true));
            }

            asked.TrySetResult();
            return next.Task;
        }
    }

    /// <summary>A probe begins now: what it completes is for those who asked before.</summary>
    public TaskCompletionSource Begin()
    {
        lock (gate)
        {
            var begun = next;
            (asked, next) = (New(), New());
            return begun;
        }
    }

    /// <summary>There will be no more probes.</summary>
    public void End()
    {
        lock (gate)
        {
            isOver = true;
            next.TrySetCanceled();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
