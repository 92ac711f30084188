using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Snapshots of members' volumes, whether the members run or not.</summary>
internal static class MemberSnapshots
{
    /// <summary>A snapshot of each volume exists, all of one moment; the member serves on.</summary>
    /// <param name="isRunning">Whether the member runs: then it has caught up first, and is quiesced.</param>
    /// <param name="nameOf">The snapshot's name of each volume.</param>
    public static async Task EnsureAsync(
        StepContext context, MemberSpec member, bool isRunning, Func<VolumeSpec, string> nameOf, CancellationToken cancel)
    {
        if (isRunning)
        {
            await MemberWaits.ReadyAnewAsync(context, [member.Id], cancel).ConfigureAwait(false);
            await SourceSnapshots.TakeAsync(context, member, Of(member, nameOf), cancel).ConfigureAwait(false);
            return;
        }

        foreach (var volume in member.Volumes)
        {
            await context.Ports.Volumes.SnapshotAsync(volume.Name, nameOf(volume), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The snapshots are gone; absent ones are success.</summary>
    public static Task DeleteAsync(StepContext context, MemberSpec member, Func<VolumeSpec, string> nameOf, CancellationToken cancel)
        => SourceSnapshots.DeleteAsync(context, Of(member, nameOf), cancel);

    private static IReadOnlyList<VolumeSnapshot> Of(MemberSpec member, Func<VolumeSpec, string> nameOf)
        => [.. member.Volumes.Select(v => new VolumeSnapshot(v.Name, v.Purpose, nameOf(v)))];
}
