using FireCamp.Agent.Leases;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent.Mounts;

/// <summary>Ends what a member's process leaves behind in its volumes, such as children that outlive a killed main process.</summary>
internal sealed class VolumeEvictor(NodeContext node, LeaseHold hold)
{
    private readonly VolumeHolders holders = new(node.Time);
    private MemberSpec? user;

    /// <summary>A process of the member is about to use its volumes.</summary>
    public void MarkUsed(MemberSpec member) => user = member;

    /// <summary>Nothing uses the volumes since the last process ended. Quick when none was started since the last call.</summary>
    /// <exception cref="LeaseLostException">The lease is lost: what uses the volumes may be the next holder's by now.</exception>
    /// <exception cref="VolumeException">A killed process doesn't go away.</exception>
    public async Task EvictAsync(CancellationToken cancel)
    {
        foreach (var volume in user?.Volumes ?? [])
        {
            if (!hold.IsHeld)
            {
                throw new LeaseLostException();
            }

            if (await node.Volumes.FindAsync(volume.Name, cancel).ConfigureAwait(false) is { } found)
            {
                await holders.KillAsync(volume.Name, found.Location, cancel).ConfigureAwait(false);
            }
        }

        user = null;
    }
}
