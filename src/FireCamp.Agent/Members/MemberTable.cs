using System.Collections.Concurrent;
using FireCamp.Agent.Scheduling;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Members;

/// <summary>The members on this node under one hold on its lease; all are looked after at once.</summary>
internal sealed class MemberTable(MemberTools tools, CancellationToken lost)
{
    private readonly ConcurrentDictionary<MemberKey, (MemberRunner Runner, Task Task)> members = new();

    public IReadOnlyCollection<MemberRunner> Runners => [.. members.Values.Select(m => m.Runner)];

    /// <summary>Runs commands next to members' processes.</summary>
    public CommandRunner Runner => tools.Runner;

    public MemberRunner? Find(string service, string member)
        => members.TryGetValue(new(service, member), out var found) ? found.Runner : null;

    /// <summary>Claims that an earlier agent of this node had, under this hold or another, and that nobody here looks after.</summary>
    public IEnumerable<MemberClaim> LeftBehind(IEnumerable<MemberClaim> claims)
        => claims.Where(c => !c.Released && IsHere(c.Node) && !SchedulerDuty.IsOwn(c)
            && (c.Holder != tools.Hold.Holder || !members.ContainsKey(new(c.Service, c.Member))));

    /// <summary>Every unit that is meant to run here is looked after, others are on their way out.</summary>
    /// <param name="leftovers">Claims to take, end and give back; those of members that are to run here are just taken.</param>
    public void Reconcile(IEnumerable<MemberUnit> units, IEnumerable<MemberClaim> leftovers)
    {
        var wanted = units.Where(u => u.MeantToRun && IsHere(u.Node)).ToDictionary(u => new MemberKey(u.Service, u.Member));
        foreach (var (key, member) in members)
        {
            if (member.Task.IsCompleted && members.TryRemove(key, out var ended))
            {
                ended.Runner.Dispose();
            }
            else
            {
                member.Runner.Want(wanted.GetValueOrDefault(key));
            }
        }

        foreach (var (key, unit) in wanted)
        {
            Ensure(key, unit);
        }

        foreach (var claim in leftovers)
        {
            Ensure(new(claim.Service, claim.Member), null);
        }
    }

    /// <summary>All members have been stopped in order and their claims are released, or the lease is lost.</summary>
    public async Task StopAsync()
    {
        while (members.Values.Where(m => !m.Task.IsCompleted).ToList() is { Count: > 0 } left)
        {
            left.ForEach(m => m.Runner.Want(null));
            await Task.WhenAll(left.Select(m => m.Task)).ConfigureAwait(false);
        }
    }

    private bool IsHere(string? node) => string.Equals(node, tools.Node.Node, StringComparison.OrdinalIgnoreCase);

    private void Ensure(MemberKey key, MemberUnit? unit)
    {
        if (!members.ContainsKey(key))
        {
            var runner = new MemberRunner(tools, key, unit);
            members[key] = (runner, Task.Run(() => RunAsync(runner)));
        }
    }

    private async Task RunAsync(MemberRunner runner)
    {
        try
        {
            await runner.RunAsync(lost).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The member's processes are gone; the next look at the store begins again with it.
            tools.Node.Log.Write($"{runner.Key.Member}: {e}");
        }
    }
}
