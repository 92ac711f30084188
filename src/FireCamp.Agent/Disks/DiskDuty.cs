using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Disks;

/// <summary>Keeps watch on the volumes of all members whose claim this node has, in whatever phase: a full one may keep one from starting.</summary>
internal sealed class DiskDuty(NodeAgent agent)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Dictionary<MemberKey, (MemberDisks Disks, bool Failing)> known = [];

    /// <summary>Goes on until cancelled, through whatever the store and the disks do.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            if (agent.Session is { } session)
            {
                await LookAsync(session, cancel).ConfigureAwait(false);
            }

            await Task.Delay(Every, agent.Node.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(NodeSession session, CancellationToken cancel)
    {
        var runners = session.Members.Runners.Where(r => r is { Report: not null, Spec: not null }).ToDictionary(r => r.Key);
        foreach (var gone in known.Keys.Where(key => !runners.ContainsKey(key)).ToList())
        {
            known.Remove(gone);
            agent.Parts.Disks.Forget(gone);
        }

        foreach (var runner in runners.Values)
        {
            await TryAsync(session, runner, cancel).ConfigureAwait(false);
        }
    }

    private async Task TryAsync(NodeSession session, MemberRunner runner, CancellationToken cancel)
    {
        var (disks, failing) = known.TryGetValue(runner.Key, out var found) ? found : (new MemberDisks(agent.Node, runner.Key), false);
        try
        {
            var uses = await disks.LookAsync(runner.Spec!, runner.Report!, () => session.Hold.IsHeld, cancel).ConfigureAwait(false);
            agent.Parts.Disks.Note(runner.Key, uses);
            failing = false;
        }
        catch (Exception e) when (e is FireCampException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            if (!cancel.IsCancellationRequested)
            {
                agent.Node.Log.WriteOnce(ref failing, $"{runner.Key.Member}: its volumes can't be measured: {e.Message}");
            }
        }

        known[runner.Key] = (disks, failing);
    }
}
