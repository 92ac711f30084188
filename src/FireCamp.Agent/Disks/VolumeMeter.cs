using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent.Disks;

/// <summary>Measures one volume that is attached here, and makes and gives back its reserve.</summary>
/// <param name="content">The folder of its content.</param>
internal sealed class VolumeMeter(VolumeSpec volume, string content, TimeProvider time)
{
    private readonly VolumeReserve reserve = new(content);
    private readonly OwnUse? own = MountTable.DeviceAt(content) is null ? new OwnUse(content, time) : null;

    public string Content => content;

    public VolumeSpec Volume => volume;

    /// <summary>How full it is; its reserve is as it is to be.</summary>
    /// <param name="before">What was found last, perhaps by another agent; null when nothing was.</param>
    /// <param name="isReady">Whether the member answers clients.</param>
    /// <exception cref="IOException">It can't be looked at, or the reserve can't be made or given back.</exception>
    public VolumeUse Look(VolumeUse? before, bool isReady, CancellationToken cancel)
    {
        own?.Look(cancel);
        var seen = FileSystemUse.Of(content);
        var size = reserve.Size ?? VolumeReserve.SizeFor(volume.Size.Bytes, seen.Total);
        var step = DiskRules.StepOf(reserve.Exists, seen, size, isReady);
        var state = Take(step, size, before?.Reserve);
        var use = new VolumeUse
        {
            Volume = volume.Name,
            Purpose = volume.Purpose,
            Size = volume.Size,
            Total = new ByteSize(seen.Total),
            Free = new ByteSize(seen.Free),
            Own = own?.Bytes is { } bytes ? new ByteSize(bytes) : before?.Own,
            Reserve = state,
            Percent = DiskRules.Settle(before?.Percent, seen),
        };
        return use with { Told = DiskRules.IsTold(before?.Told == true, use.Fullest) };
    }

    private VolumeReserveState Take(ReserveStep step, long size, VolumeReserveState? before)
    {
        switch (step)
        {
            case ReserveStep.GiveBack:
                reserve.GiveBack();
                return VolumeReserveState.GivenBack;
            case ReserveStep.Make:
                reserve.Ensure(size);
                return VolumeReserveState.Held;
            default:
                return reserve.Exists ? VolumeReserveState.Held
                    : before == VolumeReserveState.GivenBack ? VolumeReserveState.GivenBack : VolumeReserveState.Absent;
        }
    }
}
