using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Every member gets a name of its own.</summary>
internal sealed class GroupRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var groups = check.Definition.Groups;
        if (groups.Count == 0 && check.IsWhole("groups"))
        {
            yield return check.At("groups", "a kind needs one group of members at least.");
        }

        foreach (var (i, group) in groups.Index())
        {
            if (NamingPattern.Mistake(group.Naming, group.Shards != "1") is { } mistake)
            {
                yield return check.At($"groups[{i}].naming", $"'{group.Naming}' {mistake}");
            }

            // Two groups that aren't there together may share a pattern; conditions can't be compared, so any two count as apart.
            var other = groups.Take(i).FirstOrDefault(
                g => g.Naming == group.Naming && (g.When is null || group.When is null || g.When == group.When));
            if (other is not null)
            {
                yield return check.At($"groups[{i}].naming", $"members of '{group.Name}' would have the names of members of '{other.Name}'.");
            }
        }
    }
}
