using FireCamp.Agent.Members;
using FireCamp.Agent.Node;

namespace FireCamp.Agent.Archives;

/// <summary>Archives the logs of all members that run on this node and hand them over. A slow store holds up no other member.</summary>
internal sealed class ArchiveDuty(NodeAgent agent)
{
    /// <summary>A server that stops waits for its last segment, so it mustn't be long.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<MemberKey, (MemberArchiver Archiver, NodeSession Session, Task Work)> known = [];

    /// <summary>Goes on until cancelled, through whatever the stores do.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await LookAsync(agent.Session, cancel).ConfigureAwait(false);
            await Task.Delay(Every, agent.Node.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(known.Values.Select(k => k.Work)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LookAsync(NodeSession? session, CancellationToken cancel)
    {
        var runners = (session?.Members.Runners ?? [])
            .Where(r => r is { Report: not null, Run.Running.Spec.Workload.Archives: true }).ToDictionary(r => r.Key);
        foreach (var (key, (archiver, of, _)) in known.Where(k => k.Value.Work.IsCompleted).ToList())
        {
            if (of != session || !runners.ContainsKey(key))
            {
                known.Remove(key);
                await archiver.DisposeAsync().ConfigureAwait(false);
            }
        }

        foreach (var (key, runner) in runners)
        {
            var (archiver, of, work) = known.TryGetValue(key, out var found)
                ? found
                : (new MemberArchiver(agent.Node, key, () => session!.Hold.IsHeld), session!, Task.CompletedTask);
            known[key] = (archiver, of, work.IsCompleted ? TryAsync(archiver, runner, cancel) : work);
        }
    }

    private async Task TryAsync(MemberArchiver archiver, MemberRunner runner, CancellationToken cancel)
    {
        try
        {
            await Task.Run(() => archiver.LookAsync(runner.Spec!, runner.Report!.Epoch, cancel), cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The agent stops.
        }
        catch (Exception e)
        {
            agent.Node.Log.Write($"{runner.Key.Member}: its log can't be archived: {e}");
        }
    }
}
