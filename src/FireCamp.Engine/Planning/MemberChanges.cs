using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Finds out what a change of a service, or of who its members are, means for each member that there is. Pure.</summary>
/// <remarks>
/// What a member's files are now may differ from what they are to be for two reasons. The user changed options or passwords: then these say how that
/// reaches members. Or something else did, such as another member, a role or a newer catalog: then each file says it.
/// </remarks>
internal static class MemberChanges
{
    /// <summary>The changes of those members that change, in the order of <paramref name="recorded"/>.</summary>
    /// <param name="before">The service and its members as they are.</param>
    /// <param name="after">The service and its members as they are to be; may have others besides.</param>
    /// <param name="recorded">The members as they are recorded.</param>
    /// <param name="state">Knows the ids of their specs.</param>
    public static IReadOnlyList<MemberChange> Between(
        ServiceDefinition definition, RenderInput before, RenderInput after, IReadOnlyList<MemberSpec> recorded, PlanningState state)
    {
        var wanted = MemberRenderer.Render(definition, after).ToDictionary(m => m.Name);
        var byUser = AppliesOf(definition, before.Service, after.Service);
        var unchanged = byUser is null ? null : TryRender(definition, before)?.ToDictionary(m => m.Name);
        var rotates = before.Service.Credentials.Any(c => after.Service.Credentials.Any(a => a.Name == c.Name && a.SecretId != c.SecretId));
        var changes = new List<MemberChange>();
        foreach (var old in recorded.Where(m => wanted.ContainsKey(m.Name)))
        {
            var to = wanted[old.Name];
            if (MemberRecords.IdOf(to) != MemberRecords.IdOf(old))
            {
                var oldId = state.Members.First(m => m.Name == old.Name).SpecId ?? MemberRecords.IdOf(old);
                var (applies, what) = Difference(definition, old, unchanged?[old.Name] ?? old, to, byUser);
                changes.Add(new MemberChange { OldSpecId = oldId, New = to, Applies = applies, What = what, Rotates = rotates });
            }
        }

        return changes;
    }

    // From what is recorded to the same choices with what else is new, and from there to the new choices.
    private static (ChangeApplies Applies, IReadOnlyList<string> What) Difference(
        ServiceDefinition definition, MemberSpec old, MemberSpec same, MemberSpec to, ChangeApplies? byUser)
    {
        var others = new MemberDifference(definition, old, same, filesBy: null);
        var chosen = new MemberDifference(definition, same, to, byUser);
        var applies = others.Applies > chosen.Applies ? others.Applies : chosen.Applies;
        return (applies == ChangeApplies.None ? ChangeApplies.Live : applies, [.. others.What.Union(chosen.What)]);
    }

    /// <summary>How what the user changed reaches members; null when that is none of options and passwords.</summary>
    private static ChangeApplies? AppliesOf(ServiceDefinition definition, ServiceSpec before, ServiceSpec after)
    {
        IEnumerable<OptionApplies> changed =
        [
            .. definition.Options
                .Where(o => before.Options.GetValueOrDefault(o.Name) != after.Options.GetValueOrDefault(o.Name)).Select(o => o.Applies),
            .. definition.Credentials.Where(c => SecretOf(before, c.Name) != SecretOf(after, c.Name)).Select(c => c.Applies),
        ];
        return changed.Select(MemberDifference.Of).Cast<ChangeApplies?>().DefaultIfEmpty().Max();
    }

    private static string? SecretOf(ServiceSpec service, string credential)
        => service.Credentials.FirstOrDefault(c => c.Name == credential)?.SecretId;

    // A newer catalog may not be able to do with the choices of before; then all that changes counts as the user's.
    private static IReadOnlyList<MemberSpec>? TryRender(ServiceDefinition definition, RenderInput before)
    {
        try
        {
            return MemberRenderer.Render(definition, before);
        }
        catch (FireCampException)
        {
            return null;
        }
    }
}
