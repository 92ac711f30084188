using FireCamp.Agent.Members;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Plugin;

/// <summary>Writes into a member's unit where its orchestrator has put it: this node, because dockerd mounts its volumes here.</summary>
internal sealed class UnitPlacer(NodeContext node)
{
    /// <summary>The member of that name, by what is stored now; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be read.</exception>
    public async Task<MemberKey?> FindAsync(string member, CancellationToken cancel)
        => (await node.Store.ListAsync(Keys.Units(), PlatformsJson.Default.MemberUnit, cancel).ConfigureAwait(false))
            .Select(u => u.Value)
            .Where(u => string.Equals(u.Member, member, StringComparison.OrdinalIgnoreCase))
            .Select(u => (MemberKey?)new MemberKey(u.Service, u.Member))
            .FirstOrDefault();

    /// <summary>The unit names this node, if it is meant to run at all.</summary>
    /// <returns>The unit as it is now; null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store can't be written.</exception>
    public Task<MemberUnit?> PlaceHereAsync(MemberKey member, CancellationToken cancel)
        => node.Store.UpdateAsync(
            Keys.Unit(member.Service, member.Member),
            unit => unit is { MeantToRun: true } ? unit with { Node = node.Node, Reason = "" } : null,
            PlatformsJson.Default.MemberUnit,
            cancel);

    /// <summary>The unit doesn't name this node; another node's name stays.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be written.</exception>
    public async Task TakeAwayAsync(MemberKey member, CancellationToken cancel)
    {
        await node.Store.UpdateAsync(
            Keys.Unit(member.Service, member.Member),
            unit => IsHere(unit) ? unit! with { Node = null } : null,
            PlatformsJson.Default.MemberUnit,
            cancel).ConfigureAwait(false);
        node.Log.Write($"{member.Member}: no container uses its place on this node any more.");
    }

    /// <summary>The members whose units name this node.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be read.</exception>
    public async Task<IReadOnlyList<MemberKey>> ListHereAsync(CancellationToken cancel)
        => [.. (await node.Store.ListAsync(Keys.Units(), PlatformsJson.Default.MemberUnit, cancel).ConfigureAwait(false))
            .Where(u => IsHere(u.Value)).Select(u => new MemberKey(u.Value.Service, u.Value.Member))];

    private bool IsHere(MemberUnit? unit) => string.Equals(unit?.Node, node.Node, StringComparison.OrdinalIgnoreCase);
}
