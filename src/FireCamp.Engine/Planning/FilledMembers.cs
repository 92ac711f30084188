using FireCamp.Engine.Backups;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Decides which volumes of a service get data, and whose.</summary>
internal static class FilledMembers
{
    /// <summary>The fills, one for each volume of each member that gets data: of each shard the primary, or all where the kind wants it so.</summary>
    /// <param name="sources">The members that the data is of.</param>
    /// <param name="from">The name of what holds a source's volume of a purpose; null when nothing does.</param>
    /// <exception cref="InvalidInputException"><c>BackupUnfit</c>: the members don't match; carries every mistake.</exception>
    public static IReadOnlyList<VolumeFill> Of(
        string subject, ServiceDefinition definition, IReadOnlyList<MemberSpec> members, IReadOnlyList<BackupMember> sources,
        Func<BackupMember, string, string?> from)
    {
        var mistakes = new List<Mistake>();
        var shards = members.GroupBy(m => (m.Group, m.Shard)).ToDictionary(s => s.Key, s => s.ToList());
        mistakes.AddRange(sources.Where(s => !shards.ContainsKey((s.Group, s.Shard))).Select(s => new Mistake(
            s.Name, $"the service would have no place for its data: there is no shard {s.Shard} of '{s.Group}'. Give it as many shards.")));
        var fills = new List<VolumeFill>();
        foreach (var (key, shard) in shards)
        {
            if (sources.FirstOrDefault(s => (s.Group, s.Shard) == key) is not { } source)
            {
                mistakes.Add(new Mistake(
                    shard[0].Name, $"there is no data for shard {key.Shard} of '{key.Group}'. Give the service as many shards."));
                continue;
            }

            fills.AddRange(Receivers(definition, shard).SelectMany(m => Fills(m, source, from, mistakes)));
        }

        return mistakes.Count == 0 ? fills : throw new InvalidInputException("BackupUnfit", subject, [.. mistakes.Distinct()]);
    }

    private static IEnumerable<VolumeFill> Fills(
        MemberSpec member, BackupMember source, Func<BackupMember, string, string?> from, List<Mistake> mistakes)
    {
        foreach (var volume in member.Volumes)
        {
            if (from(source, volume.Purpose) is { } name)
            {
                yield return new VolumeFill(member.Name, volume, name);
            }
            else
            {
                mistakes.Add(new Mistake(volume.Purpose, $"nothing is there for the volume '{volume.Purpose}' of {member.Name}."));
            }
        }
    }

    private static IEnumerable<MemberSpec> Receivers(ServiceDefinition definition, List<MemberSpec> shard)
        => definition.Groups.First(g => g.Name == shard[0].Group).RestoresAll
            ? shard
            : [shard.FirstOrDefault(m => m.Role == MemberRole.Primary) ?? shard.MinBy(m => m.Index)!];
}
