using FireCamp.Engine.Model;

namespace FireCamp.Agent.Disks;

/// <summary>What is told of a volume that fills up, and of its reserve. Pure.</summary>
internal static class DiskEvents
{
    /// <summary>The events' words for programs, and what they say.</summary>
    public static IEnumerable<(string Action, string Message)> Between(VolumeUse? before, VolumeUse now)
    {
        if (now.Told && before?.Told != true)
        {
            yield return ("VolumeFilling", $"Volume {now.Volume} is {now.Fullest} % full: {Sizes(now)}. Make room before it is full.");
        }

        switch (before?.Reserve, now.Reserve)
        {
            case (VolumeReserveState.Held, VolumeReserveState.GivenBack):
                yield return ("ReserveGivenBack",
                    $"Volume {now.Volume} is full, and its member does not run. It got its reserve, once, so that it can be started and cleaned: "
                    + "make room now.");
                break;
            case (VolumeReserveState.GivenBack, VolumeReserveState.Held):
                yield return ("ReserveMade", $"Volume {now.Volume} has room again, and a reserve: {Sizes(now)}.");
                break;
        }
    }

    private static string Sizes(VolumeUse use)
        => use.OwnPercent > use.Percent
            ? $"its content takes {Rounded(use.Own!.Value)} of {use.Size}"
            : $"{Rounded(use.Free)} of its file system's {Rounded(use.Total)} are free";

    private static ByteSize Rounded(ByteSize size) => new(size.Bytes >> 20 << 20);
}
