using FireCamp.Engine.Metadata;

namespace FireCamp.Lab.Watches;

/// <summary>Sees that no epoch of a member's claim is ever given to two holders, and that epochs only rise.</summary>
public sealed class ClaimWatch : Watch
{
    private readonly IMetadataStore store;
    private readonly Dictionary<(string Member, long Epoch), string> holders = [];
    private readonly Dictionary<string, long> latest = [];
    private long version;

    private ClaimWatch(IMetadataStore store) => this.store = store;

    /// <summary>How many epochs of all members were seen.</summary>
    public int Epochs => holders.Count;

    protected override TimeSpan Between => TimeSpan.Zero;

    public static async Task<ClaimWatch> OpenAsync(string database, CancellationToken cancel)
        => new(await SqliteMetadataStore.OpenAsync(database, create: false, TimeProvider.System, cancel));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await store.DisposeAsync();
    }

    protected override async Task LookOnceAsync(CancellationToken cancel)
    {
        version = await store.WaitForChangeAsync(version, TimeSpan.FromSeconds(1), cancel);
        foreach (var claim in await store.ListAsync(Keys.Claims(), MetadataJson.Default.MemberClaim, cancel))
        {
            See(claim.Value);
        }
    }

    private void See(MemberClaim claim)
    {
        var holder = $"{claim.Node} ({claim.Holder})";
        if (!holders.TryAdd((claim.Member, claim.Epoch), holder) && holders[(claim.Member, claim.Epoch)] != holder)
        {
            Report($"epoch {claim.Epoch} of {claim.Member} was {holders[(claim.Member, claim.Epoch)]}'s and then {holder}'s");
        }

        if (latest.GetValueOrDefault(claim.Member) > claim.Epoch)
        {
            Report($"the epoch of {claim.Member} fell from {latest[claim.Member]} to {claim.Epoch}");
        }

        latest[claim.Member] = claim.Epoch;
    }
}
