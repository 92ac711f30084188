using FireCamp.Agent.Mounts;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Members;

/// <summary>One member on this node: takes its claim, runs it as long as it is wanted here, then gives the claim back.</summary>
/// <remarks>
/// Waiting for the claim → claimed → (prepared → running → ended)* → released. When the node's lease is lost the watchdog has
/// killed the processes already; then nothing more is done or written for the member.
/// </remarks>
internal sealed class MemberRunner : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly MemberTools tools;
    private readonly MemberDesire desire;
    private readonly MemberClaimer claimer;
    private readonly Backoff backoff = new();
    private volatile MemberSpec? spec;
    private volatile MemberRun? run;
    private volatile MemberReporter? reporter;

    /// <param name="unit">Null for a claim that an earlier agent of this node left behind: it is taken, fenced and given back.</param>
    public MemberRunner(MemberTools tools, MemberKey key, MemberUnit? unit)
    {
        (this.tools, Key, desire) = (tools, key, new MemberDesire(unit));
        claimer = new MemberClaimer(tools, key, desire, unit is null);
    }

    public MemberKey Key { get; }

    /// <summary>What runs now; null when nothing does.</summary>
    public MemberRun? Run => run;

    /// <summary>What was last reported; null before the claim is taken.</summary>
    public MemberReport? Report => reporter?.Current;

    /// <summary>The member as it was last read; null before the claim is taken.</summary>
    public MemberSpec? Spec => spec;

    /// <summary>Why the claim is not this node's yet; empty when nothing keeps it from being.</summary>
    public string Refusal => claimer.Refusal;

    /// <summary>What is wanted changed (null: not here, or not at all), or something else that it may wait for.</summary>
    public void Want(MemberUnit? unit) => desire.Set(unit);

    /// <summary>Returns once the claim is released, was never taken, or the lease is lost.</summary>
    public async Task RunAsync(CancellationToken lost)
    {
        try
        {
            if (await claimer.TakeAsync(lost).ConfigureAwait(false) is { } claim)
            {
                await RunClaimedAsync(claim, lost).ConfigureAwait(false);
            }
        }
        catch (Exception) when (lost.IsCancellationRequested || tools.Hold.HasEnded)
        {
            tools.Node.Log.Write($"{Key.Member}: given up with the lease.");
            await ForsakeAsync().ConfigureAwait(false);
        }
        finally
        {
            run = null;
        }
    }

    public void Dispose() => desire.Dispose();

    private async Task RunClaimedAsync(MemberClaim claim, CancellationToken lost)
    {
        spec = await FindSpecAsync().ConfigureAwait(false);
        var reports = reporter = new MemberReporter(tools.Node, tools.Hold, claim);
        var post = new MemberPost(claim, reports, desire, new VolumeEvictor(tools.Node, tools.Hold));
        await using (reports.ConfigureAwait(false))
        {
            while (desire.Unit is { } unit)
            {
                using var current = new MemberRun(tools, post, unit);
                var failure = await RunOnceAsync(current, lost).ConfigureAwait(false);
                if (failure is not null)
                {
                    await WaitAfterFailureAsync(unit, failure, current, lost).ConfigureAwait(false);
                }
            }

            reports.Set(MemberPhase.Stopping);
            await Persist(() => post.Evictor.EvictAsync(lost), lost).ConfigureAwait(false);
            await LeaveAsync(claim, lost).ConfigureAwait(false);
            reports.Set(r => r with { Phase = MemberPhase.Stopped, Reason = "", ProcessId = null, RunToken = null, CaughtUp = false });
        }

        // Last of all: the next holder may start at once, and whoever removes the member may delete its report.
        await Persist(() => tools.Claims.ReleaseAsync(claim, lost), lost).ConfigureAwait(false);
        tools.Node.Log.Write($"{Key.Member}: released.");
    }

    private async Task<string?> RunOnceAsync(MemberRun current, CancellationToken lost)
    {
        try
        {
            spec = await FindSpecAsync().ConfigureAwait(false) ?? spec
                ?? throw new NotFoundException("Member", Key.Member, "Its service is being removed, or was never recorded whole.");
            run = current;
            return await current.RunAsync(spec, lost).ConfigureAwait(false);
        }
        catch (Exception e) when (!lost.IsCancellationRequested)
        {
            if (e is not (FireCampException or IOException or UnauthorizedAccessException))
            {
                tools.Node.Log.Write($"{Key.Member}: {e}");
            }

            return e.Message;
        }
        finally
        {
            run = null;
        }
    }

    private async Task WaitAfterFailureAsync(MemberUnit unit, string failure, MemberRun ended, CancellationToken lost)
    {
        if (ended.WasStable)
        {
            backoff.Reset();
        }

        var wait = backoff.Next();
        tools.Node.Log.Write($"{Key.Member}: {failure} Again in {wait.TotalSeconds:0.#} s.");
        reporter!.Set(r => r with
        {
            Phase = MemberPhase.Failed, Reason = failure, ProcessId = null, RunToken = null, CaughtUp = false, Failures = r.Failures + 1,
            Position = ended.Position ?? r.Position,
        });
        var since = tools.Node.Time.GetTimestamp();
        while (desire.IsFor(unit) && tools.Node.Time.GetElapsedTime(since) is var waited && waited < wait)
        {
            await desire.WaitAsync(wait - waited, lost).ConfigureAwait(false);
        }
    }

    private async Task LeaveAsync(MemberClaim claim, CancellationToken lost)
    {
        if (spec is { } member)
        {
            await Persist(() => tools.Host.LeaveAsync(member, lost), lost).ConfigureAwait(false);
        }

        foreach (var volume in spec?.Volumes ?? [])
        {
            await Persist(
                async () =>
                {
                    // Attached first if it wasn't, for the fence: whoever had the claim before may have left processes that use it.
                    if (await tools.Node.Volumes.FindAsync(volume.Name, lost).ConfigureAwait(false) is not null)
                    {
                        await tools.Node.Volumes.AttachAsync(volume.Name, claim.Node, claim.Epoch, lost).ConfigureAwait(false);
                    }

                    await tools.Node.Volumes.DetachAsync(volume.Name, claim.Epoch, lost).ConfigureAwait(false);
                },
                lost).ConfigureAwait(false);
        }
    }

    // The next holder doesn't wait for this: what is done here only ends sooner what ends or is fenced without it.
    private async Task ForsakeAsync()
    {
        try
        {
            await (spec is { } member ? tools.Host.LeaveAsync(member, CancellationToken.None) : Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FireCampException or IOException)
        {
            tools.Node.Log.Write($"{Key.Member}: {e.Message}");
        }
    }

    private async Task<MemberSpec?> FindSpecAsync()
    {
        try
        {
            return await MemberRecords.FindAsync(tools.Node.Store, Key.Service, Key.Member, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    // What has to be done before the claim may go is tried until it is done.
    private async Task Persist(Func<Task> act, CancellationToken lost)
    {
        for (var said = false; ;)
        {
            try
            {
                await act().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is FireCampException or IOException)
            {
                tools.Node.Log.WriteOnce(ref said, $"{Key.Member}: can't leave yet: {e.Message}");
            }

            await desire.WaitAsync(LongestWait, lost).ConfigureAwait(false);
        }
    }
}
