using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>Keeps a member in two records: its <see cref="MemberOutline"/>, and the whole <see cref="MemberSpec"/> that this names.</summary>
/// <remarks>
/// A spec never changes under its key: a changed member has another, and its outline, written after it, names the
/// new one. So a reader finds the old member or the new one, and never a mixture.
/// </remarks>
public static class MemberRecords
{
    private const int IdBytes = 8;

    /// <summary>The member's records are there; those that exist stay, for only the operation on its service writes them.</summary>
    public static async Task EnsureAsync(IMetadataStore store, MemberSpec member, CancellationToken cancel)
    {
        var id = IdOf(member);
        await store.UpdateAsync(
            Keys.Spec(member.Service, member.Name, id), existing => existing ?? member, ModelJson.Default.MemberSpec, cancel)
            .ConfigureAwait(false);
        await store.UpdateAsync(
            Keys.Member(member.Service, member.Name), existing => existing ?? MemberOutline.Of(member) with { SpecId = id },
            ModelJson.Default.MemberOutline, cancel).ConfigureAwait(false);
    }

    /// <summary>The whole member; null when it is not recorded whole, such as while its service is being removed.</summary>
    public static async Task<MemberSpec?> FindAsync(IMetadataStore store, string service, string member, CancellationToken cancel)
        => await FindOutlineAsync(store, service, member, cancel).ConfigureAwait(false) is { SpecId: { } id }
            ? (await store.FindAsync(Keys.Spec(service, member, id), ModelJson.Default.MemberSpec, cancel).ConfigureAwait(false))?.Value
            : null;

    /// <summary>What people are told of the member, and what is on its volumes; null when there is no such member.</summary>
    public static async Task<MemberOutline?> FindOutlineAsync(
        IMetadataStore store, string service, string member, CancellationToken cancel)
        => (await store.FindAsync(Keys.Member(service, member), ModelJson.Default.MemberOutline, cancel).ConfigureAwait(false))?.Value;

    /// <summary>A service's members, whole, but for those that aren't recorded whole.</summary>
    public static async Task<IReadOnlyList<MemberSpec>> ListAsync(IMetadataStore store, string service, CancellationToken cancel)
    {
        var outlines = await store.ListAsync(Keys.Members(service), ModelJson.Default.MemberOutline, cancel).ConfigureAwait(false);
        var specs = (await store.ListAsync(Keys.Specs(service), ModelJson.Default.MemberSpec, cancel).ConfigureAwait(false))
            .ToDictionary(d => d.Key, d => d.Value);
        return
        [
            .. outlines.Select(o => o.Value)
                .Select(o => specs.GetValueOrDefault(Keys.Spec(service, o.Name, o.SpecId ?? ""))).OfType<MemberSpec>(),
        ];
    }

    /// <summary>The member's records are gone; absent ones are success.</summary>
    public static async Task ForgetAsync(IMetadataStore store, string service, string member, CancellationToken cancel)
    {
        await store.ForgetAsync(Keys.Member(service, member), cancel).ConfigureAwait(false);
        foreach (var spec in await store.ListAsync(Keys.Spec(service, member, ""), cancel).ConfigureAwait(false))
        {
            await store.ForgetAsync(spec.Key, cancel).ConfigureAwait(false);
        }
    }

    private static string IdOf(MemberSpec member)
    {
        var text = JsonSerializer.Serialize(member, ModelJson.Default.MemberSpec);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdBytes));
    }
}
