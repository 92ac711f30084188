using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Snapshots of all volumes of a running member that belong together: what new replicas and backups are made from.</summary>
internal static class SourceSnapshots
{
    /// <summary>The snapshots are there, of one moment of the member; it serves meanwhile. Those of an earlier try are made anew.</summary>
    /// <exception cref="ActionFailedException">The member couldn't be quiesced, or didn't stay so; what was made is not left.</exception>
    /// <exception cref="Volumes.VolumeException">A volume can't be copied.</exception>
    public static async Task TakeAsync(
        StepContext context, MemberSpec member, IReadOnlyList<VolumeSnapshot> snapshots, CancellationToken cancel)
    {
        await DeleteAsync(context, snapshots, cancel).ConfigureAwait(false);
        try
        {
            await HeldQuiesce.RunAsync(context, member, TakeAllAsync, cancel).ConfigureAwait(false);
        }
        catch (FireCampException)
        {
            await DeleteAsync(context, snapshots, cancel).ConfigureAwait(false);
            throw;
        }

        async Task TakeAllAsync(CancellationToken held)
        {
            foreach (var snapshot in snapshots)
            {
                context.Report($"snapshot of {snapshot.Volume}");
                await context.Ports.Volumes.SnapshotAsync(snapshot.Volume, snapshot.Name, held).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The snapshots are gone; absent ones are success.</summary>
    public static async Task DeleteAsync(StepContext context, IReadOnlyList<VolumeSnapshot> snapshots, CancellationToken cancel)
    {
        foreach (var snapshot in snapshots)
        {
            await context.Ports.Volumes.DeleteSnapshotAsync(snapshot.Name, cancel).ConfigureAwait(false);
        }
    }
}
