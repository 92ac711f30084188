using FireCamp.Agent.Probes;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Members;

/// <summary>One run of a member's process, from the making fit of its place to its end.</summary>
/// <param name="unit">What it is started for; another run token asks for another run.</param>
internal sealed class MemberRun(MemberTools tools, MemberPost post, MemberUnit unit) : IDisposable
{
    /// <summary>How long a member must have been ready for its next failure to count as the first.</summary>
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(10);

    /// <summary>How long what is left of its output may still come after its end.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim refreshing = new(1);
    private readonly CancellationTokenSource over = new();
    private volatile ProbeLoop? probes;
    private long? readySince;
    private volatile PreparedMember? running;

    /// <summary>The member while its process runs; null before and after.</summary>
    public PreparedMember? Running => running;

    /// <summary>How many bytes it had written when it was last seen as a primary; null where its kind doesn't say.</summary>
    public long? Position { get; private set; }

    /// <summary>Whether it was ready for a good while.</summary>
    public bool WasStable { get; private set; }

    public TimeSpan ProbeDuration => probes?.LastDuration ?? TimeSpan.Zero;

    /// <summary>Returns once the store holds the report of a probe that began after the call.</summary>
    /// <exception cref="OperationCanceledException">The process ended, or the lease is lost, or <paramref name="cancel"/> came first.</exception>
    /// <exception cref="MemberNotRunningException">It isn't probed yet.</exception>
    public async Task LookAsync(CancellationToken cancel)
    {
        var loop = probes ?? throw new MemberNotRunningException(unit.Member, tools.Node.Node);
        await loop.LookAsync(cancel).ConfigureAwait(false);
        await post.Reports.StoredAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Files, probe and actions are those of the spec that is recorded now; the process is left as it is.</summary>
    /// <exception cref="FireCampException">The process isn't there yet or any more, or the files can't be written.</exception>
    /// <exception cref="OperationCanceledException">The process ended, or <paramref name="cancel"/> came first.</exception>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
            await refreshing.WaitAsync(either.Token).ConfigureAwait(false);
            try
            {
                await RefreshInTurnAsync(either.Token).ConfigureAwait(false);
            }
            finally
            {
                refreshing.Release();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FireCampException("MemberFilesUnwritable", $"The files of member {unit.Member} can't be written: {e.Message}",
                "Mend its volume on the node: see whether it is full or read-only.", e);
        }
        catch (ObjectDisposedException)
        {
            throw new MemberNotRunningException(unit.Member, tools.Node.Node);
        }
    }

    /// <summary>Returns once the process is gone.</summary>
    /// <returns>Why it ended by itself; null when it was stopped because it is not wanted, or not in this form.</returns>
    public async Task<string?> RunAsync(MemberSpec spec, CancellationToken lost)
    {
        post.Reports.Set(MemberPhase.Preparing);
        if (await tools.Host.StartAsync(spec, post, unit, lost).ConfigureAwait(false) is not var (member, child))
        {
            return null;
        }

        await using var _ = child.ConfigureAwait(false);
        var log = tools.Node.OpenLog(spec.Name);
        await using var logging = log.ConfigureAwait(false);
        if (!tools.Hold.IsHeld)
        {
            throw new LeaseLostException();
        }

        await child.LetGoAsync(lost).ConfigureAwait(false);
        post.Reports.Set(r => r with
        {
            Phase = MemberPhase.Starting, Reason = "", ProcessId = child.Id, RunToken = unit.RunToken, Role = MemberRole.None, CaughtUp = false,
        });
        running = member;
        try
        {
            return await SuperviseAsync(member, child, log, lost).ConfigureAwait(false);
        }
        finally
        {
            running = null;
            await child.DisposeAsync().ConfigureAwait(false);
            await EndRefreshAsync().ConfigureAwait(false);
            await TryEvictAsync(log).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        over.Dispose();
        refreshing.Dispose();
    }

    private async Task<string?> SuperviseAsync(PreparedMember member, IMemberProcess child, MemberLogWriter log, CancellationToken lost)
    {
        var words = new LastWords();
        var output = child.ReadAsync((stream, line) =>
        {
            words.Note(line);
            log.Write(stream, line);
        });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(lost);
        var ending = EndAsync(child, ended);
        probes = new ProbeLoop(ProbeOf(member), tools.Node.Time);
        var probing = ProbeAsync(probes, ended.Token);
        while (post.Desire.IsFor(unit) && !ended.IsCancellationRequested)
        {
            await post.Desire.WaitAsync(Timeout.InfiniteTimeSpan, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lost.ThrowIfCancellationRequested();
        var stopping = !child.Ended.IsCompleted;
        await ended.CancelAsync().ConfigureAwait(false);
        await probing.ConfigureAwait(false);
        if (stopping)
        {
            await StopAsync(member.Spec.Workload, child, log, lost).ConfigureAwait(false);
        }

        await ending.ConfigureAwait(false);
        await Task.WhenAny(output, Task.Delay(OutputGrace, tools.Node.Time, CancellationToken.None)).ConfigureAwait(false);
        return stopping ? null : Describe(await child.HowEndedAsync().ConfigureAwait(false), words.ToString());
    }

    // A fault of the probing itself is no reason to stop a server, and must not look as if all were well.
    private async Task ProbeAsync(ProbeLoop loop, CancellationToken cancel)
    {
        try
        {
            await loop.RunAsync(Take, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            tools.Node.Log.Write($"{unit.Member}: it is probed no more, by a fault of this agent: {e}");
            Take(ProbeAnswer.NotReady($"Its agent can't probe it any more ({e.Message.TrimEnd('.')}): restart the member."));
        }
    }

    // Each reads the record in its turn: so the last one leaves what is recorded last, whoever asked for it.
    private async Task RefreshInTurnAsync(CancellationToken cancel)
    {
        var (member, loop) = (running, probes);
        if (member is null || loop is null || !tools.Hold.IsHeld)
        {
            throw new MemberNotRunningException(unit.Member, tools.Node.Node);
        }

        var spec = await MemberRecords.FindAsync(tools.Node.Store, unit.Service, unit.Member, cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Member", unit.Member, "Its service is being removed, or was never recorded whole.");
        var refreshed = await tools.Host.RefreshAsync(member, spec, post, cancel).ConfigureAwait(false);
        loop.Probe = ProbeOf(refreshed);
        running = refreshed;
    }

    // What is written after this run's end would be in the way of the next one, which writes what is recorded by then.
    private async Task EndRefreshAsync()
    {
        await over.CancelAsync().ConfigureAwait(false);
        await refreshing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        running = null;
        refreshing.Release();
    }

    private static async Task EndAsync(IMemberProcess child, CancellationTokenSource ended)
    {
        await child.Ended.ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
    }

    // What can't be ended now is ended before the next start or before the claim is released.
    private async Task TryEvictAsync(MemberLogWriter log)
    {
        try
        {
            await post.Evictor.EvictAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (FireCampException e)
        {
            log.Write("agent", e.Message);
        }
    }

    private async Task StopAsync(Workload workload, IMemberProcess child, MemberLogWriter log, CancellationToken lost)
    {
        post.Reports.Set(MemberPhase.Stopping);
        child.Signal(Signals.NumberOf(workload.StopSignal));
        await Task.WhenAny(child.Ended, Task.Delay(workload.StopGrace, tools.Node.Time, lost)).ConfigureAwait(false);
        if (!child.Ended.IsCompleted)
        {
            log.Write("agent", $"It did not stop within {workload.StopGrace.TotalSeconds:0.#} s of {workload.StopSignal} and is killed.");
            child.Kill();
        }
    }

    private IProbe ProbeOf(PreparedMember member)
        => member.Spec.Workload.Probe is { Command: not null } probe
            ? new CommandProbe(tools.Runner, member, probe)
            : new TcpProbe(member, member.Spec.Workload.Probe, tools.Node.Time);

    private void Take(ProbeAnswer answer)
    {
        var now = tools.Node.Time.GetTimestamp();
        readySince = answer.Ready ? readySince ?? now : readySince;
        Position = answer.Role == MemberRole.Primary ? answer.Position ?? Position : Position;
        WasStable |= answer.Ready && tools.Node.Time.GetElapsedTime(readySince!.Value, now) >= StableAfter;
        post.Reports.Set(r => r with
        {
            Phase = answer.Ready ? MemberPhase.Ready : readySince is null ? MemberPhase.Starting : MemberPhase.Unready,
            Reason = answer.Reason,
            Role = answer.Role,
            CaughtUp = answer.CaughtUp,
            Lag = LagSteps.Next(r.Lag, answer.Lag),
        });
    }

    private static string Describe(string end, string words)
        => words.Length == 0 ? $"It ended by itself with {end} and wrote nothing." : $"It ended by itself with {end}: {words}";
}
