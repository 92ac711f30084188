using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Whether addresses that members would be given next are free, and how many are left.</summary>
public sealed class PoolCheck(IMetadataStore store, AddressRange pool) : IClusterCheck
{
    /// <summary>So many are asked for on the network.</summary>
    private const int Asked = 32;

    private const int Few = 8;

    public string Name => "AddressPool";

    public string Target => pool.ToString();

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var members = await store.ListAsync(Keys.Members(), ModelJson.Default.MemberOutline, cancel).ConfigureAwait(false);
        var provider = new PoolIpProvider(pool);
        var free = provider.Free(members.Select(m => m.Value.Address).OfType<string>().ToHashSet()).ToList();
        return
        [
            free.Count < Few
                ? Finding.Warning(Target, $"{free.Count} addresses are left.", "Make a cluster with a larger pool, or remove services.")
                : Finding.Passed(Target, $"{free.Count} addresses are left."),
            .. await TakenAsync(provider, [.. free.Take(Asked)], cancel).ConfigureAwait(false),
        ];
    }

    private async Task<IEnumerable<Finding>> TakenAsync(PoolIpProvider provider, IReadOnlyList<string> free, CancellationToken cancel)
    {
        try
        {
            var taken = await provider.FindTakenAsync(free, cancel).ConfigureAwait(false);
            return taken.Select(t => Finding.Failed(
                t.Address, $"Another machine has it ({t.Hardware}).", "Take it out of the pool, or off that machine."));
        }
        catch (FireCampException e)
        {
            return [Finding.Warning(Target, $"Whether other machines use them can't be told from here: {e.Message}", e.NextStep)];
        }
    }
}
