using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent.Disks;

/// <summary>Decides what a measure of a volume means: when somebody is told, and when its reserve is made or given back. Pure.</summary>
internal static class DiskRules
{
    /// <summary>From so many per cent on somebody is told that it fills up.</summary>
    public const int Full = 80;

    /// <summary>Below so many it counts as having had room in between.</summary>
    public const int Relieved = 75;

    private const double Slack = 0.5;

    /// <summary>Whether the reserve is to be made or given back.</summary>
    /// <remarks>
    /// It is for starting a member that a full disk has ended. A server that goes on would eat it up as it ate up all before, and have
    /// none left when it ends: so as long as the member is ready nothing is given back.
    /// </remarks>
    /// <param name="size">How large the reserve is, or is to be.</param>
    public static ReserveStep StepOf(bool exists, FileSystemUse seen, long size, bool isReady) => exists switch
    {
        true => !isReady && seen.Free <= size ? ReserveStep.GiveBack : ReserveStep.None,
        false => size > 0 && VolumeUse.PercentOf(seen.Total - seen.Free + size, seen.Total) < Full ? ReserveStep.Make : ReserveStep.None,
    };

    /// <summary>Whether somebody has been told, given what was so before; a change from false to true is the moment to tell.</summary>
    public static bool IsTold(bool before, int percent) => percent >= Full || (before && percent >= Relieved);

    /// <summary>The per cent that is told: as before while it is within half of one, so that nothing is told of a size about a boundary.</summary>
    /// <param name="before">Null when nothing was told.</param>
    public static int Settle(int? before, FileSystemUse seen)
    {
        var exact = seen.Total > 0 ? 100.0 * (seen.Total - seen.Free) / seen.Total : 0;
        return before is { } told && exact <= told + Slack && exact > told - 1 - Slack ? told : seen.Percent;
    }
}
