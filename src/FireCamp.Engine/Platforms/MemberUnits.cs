using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms;

/// <summary>Writes members' units, on every platform whose agents run members by them.</summary>
internal static class MemberUnits
{
    /// <summary>The member's unit is meant to run under this token; its node is left as it is.</summary>
    public static Task EnsureAsync(IMetadataStore store, MemberSpec member, string runToken, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Unit(member.Service, member.Name),
            unit => (unit ?? UnitOf(member, runToken)) with
            {
                MeantToRun = true, RunToken = runToken, MemoryBytes = member.Workload.Memory.Bytes,
            },
            PlatformsJson.Default.MemberUnit,
            cancel);

    /// <summary>The member's unit says which image exactly its container is made of; an absent unit stays absent.</summary>
    public static Task NoteImageAsync(IMetadataStore store, MemberSpec member, string image, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Unit(member.Service, member.Name),
            unit => unit is null || unit.Image == image ? null : unit with { Image = image },
            PlatformsJson.Default.MemberUnit,
            cancel);

    /// <summary>A unit that is meant to run on node <paramref name="from"/> has no node, and whoever places units finds it another.</summary>
    public static Task LeaveAsync(IMetadataStore store, MemberSpec member, string from, string runToken, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Unit(member.Service, member.Name),
            unit => unit is { MeantToRun: true } && string.Equals(unit.Node, from, StringComparison.OrdinalIgnoreCase)
                ? unit with { Node = null, Reason = "", RunToken = runToken }
                : null,
            PlatformsJson.Default.MemberUnit,
            cancel);

    /// <summary>The member's unit is meant not to run; an absent one stays absent.</summary>
    public static Task StopAsync(IMetadataStore store, string service, string member, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Unit(service, member),
            unit => unit is null ? null : unit with { MeantToRun = false },
            PlatformsJson.Default.MemberUnit,
            cancel);

    /// <summary>No record says any more that the member ever ran. Only once nothing of it runs.</summary>
    public static async Task ForgetAsync(IMetadataStore store, string service, string member, CancellationToken cancel)
    {
        await store.ForgetAsync(Keys.Unit(service, member), cancel).ConfigureAwait(false);
        await store.ForgetAsync(Keys.Claim(service, member), cancel).ConfigureAwait(false);
        await store.ForgetAsync(Keys.Report(service, member), cancel).ConfigureAwait(false);
        await store.ForgetAsync(Keys.Usage(service, member), cancel).ConfigureAwait(false);
        await store.ForgetAsync(Keys.Archive(service, member), cancel).ConfigureAwait(false);
    }

    /// <summary>The units of a service's members; of all services when null.</summary>
    public static async Task<IReadOnlyList<MemberUnit>> ListAsync(IMetadataStore store, string? service, CancellationToken cancel)
        => [.. (await store.ListAsync(Keys.Units(service), PlatformsJson.Default.MemberUnit, cancel).ConfigureAwait(false)).Select(u => u.Value)];

    private static MemberUnit UnitOf(MemberSpec member, string runToken) => new()
    {
        Service = member.Service,
        Member = member.Name,
        Group = $"{member.Service}/{member.Group}",
        Shard = member.Shard,
        Zone = member.Zone,
        MemoryBytes = member.Workload.Memory.Bytes,
        RunToken = runToken,
    };
}
