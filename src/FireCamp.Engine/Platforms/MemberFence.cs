using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Platforms;

/// <summary>Makes sure, from outside the agents, that nothing of a member runs any more.</summary>
/// <param name="isGone">Whether it can be told at once that a node's agent has ended, by the node's name; where it can't, false.</param>
public sealed class MemberFence(IMetadataStore store, IVolumeProvider volumes, Func<string, bool> isGone, TimeProvider time)
{
    /// <summary>Stands for a node in the claim that ends a member whose own node can't.</summary>
    private const string Remover = "engine";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The member, which is not meant to run any more, has no process: its agent ended it, or it was fenced here.</summary>
    /// <remarks>
    /// An agent that lives is waited for. The claim of one that is gone, or that has not renewed its lease for the lease's whole
    /// duration as seen from here, is taken with a new epoch, and the member's volumes with it, which ends what still uses them.
    /// </remarks>
    public async Task EnsureGoneAsync(string service, string member, CancellationToken cancel)
    {
        var key = Keys.Claim(service, member);
        (NodeLease? Lease, long Since)? seen = null;
        while (true)
        {
            var version = await store.VersionAsync(cancel).ConfigureAwait(false);
            var claim = await store.FindAsync(key, MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false);
            if (claim is null || claim.Value.Released)
            {
                return;
            }

            var lease = (await store.FindAsync(Keys.Lease(claim.Value.Node), MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false))?.Value;
            seen = seen is { } before && before.Lease == lease ? before : (lease, time.GetTimestamp());
            if (IsOver(claim.Value, lease, seen.Value.Since))
            {
                await TryEndAsync(key, claim, cancel).ConfigureAwait(false);
                continue;
            }

            await store.WaitForChangeAsync(version, LongestWait, cancel).ConfigureAwait(false);
        }
    }

    private bool IsOver(MemberClaim claim, NodeLease? lease, long unchangedSince)
        => lease is null
            || lease.Released
            || lease.Holder != claim.Holder
            || isGone(claim.Node)
            || time.GetElapsedTime(unchangedSince) >= lease.Duration;

    // Released only once the volumes are fenced, so that a repeat of an interrupted attempt fences them too.
    private async Task TryEndAsync(string key, Versioned<MemberClaim> claim, CancellationToken cancel)
    {
        var taken = claim.Value with { Node = Remover, Holder = Remover, Epoch = claim.Value.Epoch + 1 };
        try
        {
            var revision = await store.PutAsync(key, taken, claim.Revision, MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false);
            await EndVolumesAsync(taken, cancel).ConfigureAwait(false);
            await store.PutAsync(key, taken with { Released = true }, revision, MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false);
        }
        catch (RevisionConflictException)
        {
            // Somebody else has it now: the next look tells who.
        }
    }

    private async Task EndVolumesAsync(MemberClaim claim, CancellationToken cancel)
    {
        var spec = await MemberRecords.FindOutlineAsync(store, claim.Service, claim.Member, cancel).ConfigureAwait(false);
        foreach (var volume in spec?.Volumes ?? [])
        {
            if (await volumes.FindAsync(volume.Name, cancel).ConfigureAwait(false) is not null)
            {
                await volumes.AttachAsync(volume.Name, Remover, claim.Epoch, cancel).ConfigureAwait(false);
                await volumes.DetachAsync(volume.Name, claim.Epoch, cancel).ConfigureAwait(false);
            }
        }
    }
}
