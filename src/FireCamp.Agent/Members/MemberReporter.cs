using FireCamp.Agent.Leases;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Members;

/// <summary>Keeps a member's report in the store as this agent sees it; writes on change only, and never holds anybody up.</summary>
internal sealed class MemberReporter : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private readonly NodeContext node;
    private readonly LeaseHold hold;
    private readonly string key;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim changed = new(0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task writing;
    private MemberReport current;
    private TaskCompletionSource stored = New();

    public MemberReporter(NodeContext node, LeaseHold hold, MemberClaim claim)
    {
        (this.node, this.hold) = (node, hold);
        key = Keys.Report(claim.Service, claim.Member);
        current = new MemberReport
        {
            Member = claim.Member, Node = node.Node, Epoch = claim.Epoch, Phase = MemberPhase.Preparing, Since = node.Time.GetUtcNow(),
        };
        changed.Release();
        writing = Task.Run(WriteAllAsync);
    }

    public MemberReport Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>The report is what <paramref name="change"/> makes of it; the time of a new phase is now.</summary>
    public void Set(Func<MemberReport, MemberReport> change)
    {
        lock (gate)
        {
            var next = change(current);
            if (next == current)
            {
                return;
            }

            current = next.Phase == current.Phase ? next : next with { Since = node.Time.GetUtcNow() };
            stored = stored.Task.IsCompleted ? New() : stored;
        }

        changed.Release();
    }

    public void Set(MemberPhase phase, string reason = "") => Set(r => r with { Phase = phase, Reason = reason });

    /// <summary>Returns once the report, as it is now or a later one, is in the store.</summary>
    /// <exception cref="OperationCanceledException">The lease is lost, so that nothing is written any more, or
    /// <paramref name="cancel"/> came first.</exception>
    public Task StoredAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            return stored.Task.WaitAsync(cancel);
        }
    }

    /// <summary>The last report is in the store, or the lease is lost; none is written afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        closing.Dispose();
        changed.Dispose();
    }

    private async Task WriteAllAsync()
    {
        MemberReport? written = null;
        while (Current != written || !closing.IsCancellationRequested)
        {
            await changed.WaitAsync(closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var next = Current;
            while (next != written && !hold.HasEnded)
            {
                written = await TryWriteAsync(next).ConfigureAwait(false) ? next : written;
                next = Current;
            }

            if (hold.HasEnded)
            {
                break;
            }

            NoteStored(written);
        }

        lock (gate)
        {
            stored.TrySetCanceled(CancellationToken.None);
        }
    }

    private void NoteStored(MemberReport? written)
    {
        lock (gate)
        {
            if (current == written)
            {
                stored.TrySetResult();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> TryWriteAsync(MemberReport report)
    {
        try
        {
            // Looked at again at each try: a report must not come back after the member was taken over or removed.
            await node.Store.UpdateAsync(
                key,
                stored => hold.HasEnded || stored?.Epoch > report.Epoch ? null : report,
                ModelJson.Default.MemberReport,
                CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (FireCampException)
        {
            await Task.Delay(RetryAfter, node.Time, CancellationToken.None).ConfigureAwait(false);
            return false;
        }
    }
}
