using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>How full the members' volumes are.</summary>
internal sealed class DiskCheck : IServiceCheck
{
    private const int Filling = 80;

    private const int AlmostFull = 95;

    public string Name => "Disk";

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        var usages = evidence.Usages.ToDictionary(u => u.Member, StringComparer.OrdinalIgnoreCase);
        var uses = evidence.Members.SelectMany(m => usages.GetValueOrDefault(m.Name)?.Volumes ?? []).ToList();
        List<Finding> findings =
        [
            .. evidence.Members.Where(m => m.Phase == MemberPhase.Ready && !usages.ContainsKey(m.Name)).Select(m => Finding.Warning(
                m.Name, "Its volumes were not measured yet.",
                "Agents of this version measure them within seconds: see Test-FireCampCluster for theirs.")),
            .. uses.Where(u => u.Fullest >= Filling || u.Reserve == VolumeReserveState.GivenBack).Select(Judge),
        ];
        return findings.Count > 0 || uses.Count == 0 ? findings : [Finding.Passed(evidence.Service.Name, Fullest(uses))];
    }

    private static Finding Judge(VolumeUse use) => use switch
    {
        { Reserve: VolumeReserveState.GivenBack } => Finding.Failed(
            use.Volume, $"It was full, and got its reserve; it is {use.Fullest} % full: {Sizes(use)}.",
            "Make room now: there is no other reserve. It is made again below 80 %."),
        { Fullest: >= AlmostFull } => Finding.Failed(use.Volume, $"It is {use.Fullest} % full: {Sizes(use)}.",
            use.Reserve == VolumeReserveState.Held
                ? "Make room now. If nothing can be deleted for want of room: a restart gets the reserve, once it is really full."
                : "Make room now; there is no reserve."),
        _ => Finding.Warning(use.Volume, $"It is {use.Fullest} % full: {Sizes(use)}.", "Make room before it is full."),
    };

    private static string Sizes(VolumeUse use)
        => use.OwnPercent > use.Percent
            ? $"its content takes {Rounded(use.Own!.Value)} of {use.Size}"
            : $"{Rounded(use.Free)} of its file system's {Rounded(use.Total)} are free";

    private static string Fullest(IReadOnlyList<VolumeUse> uses)
    {
        var fullest = uses.MaxBy(u => u.Fullest)!;
        return uses.Count == 1
            ? $"Its volume is {fullest.Fullest} % full."
            : $"The fullest of {uses.Count} volumes, {fullest.Volume}, is {fullest.Fullest} % full.";
    }

    private static ByteSize Rounded(ByteSize size) => new(size.Bytes >> 20 << 20);
}
