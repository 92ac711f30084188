using FireCamp.Agent.Disks;
using FireCamp.Agent.Members;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Metrics;

/// <summary>How full the members' volumes are.</summary>
internal static class VolumeMetrics
{
    public static void Write(MetricsText text, IEnumerable<MemberKey> members, DiskBook disks)
    {
        var uses = members.SelectMany(m => disks.Find(m).Select(u => (m, u))).ToList();
        Each(text, uses, "firecamp_volume_size_bytes", "What the volume was planned to hold.", u => u.Size.Bytes);
        Each(text, uses, "firecamp_volume_filesystem_bytes", "What its file system holds, shared with other volumes perhaps.", u => u.Total.Bytes);
        Each(text, uses, "firecamp_volume_free_bytes", "What a member may still write to that file system.", u => u.Free.Bytes);
        Each(text, uses, "firecamp_volume_own_bytes", "What its own content takes, where it shares a file system.", u => u.Own?.Bytes);
        Each(text, uses, "firecamp_volume_reserve_held", "Whether its reserve is kept.", u => u.Reserve == VolumeReserveState.Held ? 1 : 0);
    }

    private static void Each(
        MetricsText text, IReadOnlyList<(MemberKey Member, VolumeUse Use)> uses, string name, string help, Func<VolumeUse, double?> value)
    {
        text.Metric(name, "gauge", help);
        foreach (var (member, use) in uses)
        {
            if (value(use) is { } number)
            {
                text.Value(name, number, ("service", member.Service), ("member", member.Member), ("volume", use.Purpose));
            }
        }
    }
}
