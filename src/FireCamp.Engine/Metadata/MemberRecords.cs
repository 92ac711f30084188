using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>Keeps a member in two records: its <see cref="MemberOutline"/>, and the whole <see cref="MemberSpec"/> that this names.</summary>
/// <remarks>
/// A spec never changes under its key: a changed member has another, and its outline, written after it, names the
/// new one. So a reader finds the old member or the new one, and never a mixture. The old spec stays for as long as the change can be undone.
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

    /// <summary>The member is recorded as it is now; the spec that it had before is still there, and named by nothing.</summary>
    public static async Task ReplaceAsync(IMetadataStore store, MemberSpec member, CancellationToken cancel)
    {
        var id = IdOf(member);
        await store.UpdateAsync(
            Keys.Spec(member.Service, member.Name, id), existing => existing ?? member, ModelJson.Default.MemberSpec, cancel)
            .ConfigureAwait(false);
        await NameAsync(store, member, id, cancel).ConfigureAwait(false);
    }

    /// <summary>The member is recorded as the spec of that id has it; other specs stay.</summary>
    /// <returns>The spec.</returns>
    /// <exception cref="StoreDamagedException">There is no such spec.</exception>
    public static async Task<MemberSpec> RestoreAsync(IMetadataStore store, string service, string member, string id, CancellationToken cancel)
    {
        var spec = await FindSpecAsync(store, service, member, id, cancel).ConfigureAwait(false)
            ?? throw new StoreDamagedException("record", $"'{Keys.Spec(service, member, id)}' is missing.");
        await NameAsync(store, spec, id, cancel).ConfigureAwait(false);
        return spec;
    }

    /// <summary>A spec of the member by its id; null when it isn't there.</summary>
    public static async Task<MemberSpec?> FindSpecAsync(IMetadataStore store, string service, string member, string id, CancellationToken cancel)
        => (await store.FindAsync(Keys.Spec(service, member, id), ModelJson.Default.MemberSpec, cancel).ConfigureAwait(false))?.Value;

    /// <summary>The member's spec of that id is gone; an absent one is success. Not the one that its outline names.</summary>
    public static Task ForgetSpecAsync(IMetadataStore store, string service, string member, string id, CancellationToken cancel)
        => store.ForgetAsync(Keys.Spec(service, member, id), cancel);

    /// <summary>The whole member; null when it is not recorded whole, such as while its service is being removed.</summary>
    public static async Task<MemberSpec?> FindAsync(IMetadataStore store, string service, string member, CancellationToken cancel)
    {
        for (string? last = null; ;)
        {
            var id = (await FindOutlineAsync(store, service, member, cancel).ConfigureAwait(false))?.SpecId;
            if (id is null || id == last)
            {
                return null;
            }

            if (await FindSpecAsync(store, service, member, id, cancel).ConfigureAwait(false) is { } spec)
            {
                return spec;
            }

            // Its change may have ended between the two reads; then the outline names another by now.
            last = id;
        }
    }

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
        var members = new List<MemberSpec>();
        foreach (var outline in outlines.Select(o => o.Value))
        {
            // One whose spec isn't there may have been changed between the two reads.
            var spec = specs.GetValueOrDefault(Keys.Spec(service, outline.Name, outline.SpecId ?? ""))
                ?? await FindAsync(store, service, outline.Name, cancel).ConfigureAwait(false);
            members.AddRange(spec is null ? [] : [spec]);
        }

        return members;
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

    private static Task NameAsync(IMetadataStore store, MemberSpec member, string id, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Member(member.Service, member.Name),
            existing => existing?.SpecId == id ? null : MemberOutline.Of(member) with { SpecId = id },
            ModelJson.Default.MemberOutline, cancel);

    /// <summary>The id of a spec: the same for two that are the same.</summary>
    public static string IdOf(MemberSpec member)
    {
        var text = JsonSerializer.Serialize(member, ModelJson.Default.MemberSpec);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdBytes));
    }
}
