using FireCamp.Agent.Members;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Agent.Disks;

/// <summary>Keeps watch on the volumes of one member whose claim this node has, and reports them on change of whole per cents.</summary>
internal sealed class MemberDisks(NodeContext node, MemberKey key)
{
    private Dictionary<string, VolumeMeter> meters = [];
    private IReadOnlyList<VolumeUse>? reported;
    private long attachedAt = -1;

    /// <summary>Every volume that is attached here, as it is now.</summary>
    /// <param name="report">With the claim's epoch: where a volume's content is changes with it.</param>
    /// <param name="isHeld">Whether this node still has the claim.</param>
    public async Task<IReadOnlyList<VolumeUse>> LookAsync(MemberSpec spec, MemberReport report, Func<bool> isHeld, CancellationToken cancel)
    {
        if (attachedAt != report.Epoch || meters.Count != spec.Volumes.Count)
        {
            meters = await FindAsync(spec, cancel).ConfigureAwait(false);
            attachedAt = report.Epoch;
        }

        reported ??= await ReadAsync(cancel).ConfigureAwait(false);
        var before = reported.ToDictionary(u => u.Volume);
        var now = meters.Values.Select(m => m.Look(before.GetValueOrDefault(m.Volume.Name), report.Phase == MemberPhase.Ready, cancel)).ToList();
        if (isHeld() && now.Count > 0 && !now.SequenceEqual(reported, Alike.Instance))
        {
            await ReportAsync(before, now, cancel).ConfigureAwait(false);
            reported = now;
        }

        return now;
    }

    private async Task<Dictionary<string, VolumeMeter>> FindAsync(MemberSpec spec, CancellationToken cancel)
    {
        var found = new Dictionary<string, VolumeMeter>();
        foreach (var volume in spec.Volumes)
        {
            if (await node.Volumes.FindAsync(volume.Name, cancel).ConfigureAwait(false) is { } info && Directory.Exists(info.Location))
            {
                // One that is known goes on, with what it has measured.
                found[volume.Name] = meters.TryGetValue(volume.Name, out var meter) && meter.Content == info.Location && meter.Volume == volume
                    ? meter
                    : new VolumeMeter(volume, info.Location, node.Time);
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<VolumeUse>> ReadAsync(CancellationToken cancel)
        => (await node.Store.FindAsync(Keys.Usage(key.Service, key.Member), ModelJson.Default.MemberUsage, cancel).ConfigureAwait(false))
            ?.Value.Volumes ?? [];

    // The record last: what isn't told because the store went away is told at the next look.
    private async Task ReportAsync(IReadOnlyDictionary<string, VolumeUse> before, IReadOnlyList<VolumeUse> now, CancellationToken cancel)
    {
        foreach (var use in now)
        {
            foreach (var (action, message) in DiskEvents.Between(before.GetValueOrDefault(use.Volume), use))
            {
                node.Log.Write($"{key.Member}: {message}");
                var told = new EventRecord(
                    node.Time.GetUtcNow(), $"agent/{node.Node}", Subjects.Member(key.Service, key.Member), action, message);
                await new EventLog(node.Store).AppendAsync(told, cancel).ConfigureAwait(false);
            }
        }

        var usage = new MemberUsage { Service = key.Service, Member = key.Member, Node = node.Node, Volumes = now, At = node.Time.GetUtcNow() };
        await node.Store.UpdateAsync(Keys.Usage(key.Service, key.Member), _ => usage, ModelJson.Default.MemberUsage, cancel).ConfigureAwait(false);
    }

    /// <summary>Two that are told in the same words.</summary>
    private sealed class Alike : IEqualityComparer<VolumeUse>
    {
        public static readonly Alike Instance = new();

        public bool Equals(VolumeUse? x, VolumeUse? y)
            => Told(x) == Told(y);

        public int GetHashCode(VolumeUse obj) => obj.Volume.GetHashCode(StringComparison.Ordinal);

        private static (string?, ByteSize?, int?, int?, VolumeReserveState?, bool?) Told(VolumeUse? use)
            => (use?.Volume, use?.Size, use?.Percent, use?.OwnPercent, use?.Reserve, use?.Told);
    }
}
