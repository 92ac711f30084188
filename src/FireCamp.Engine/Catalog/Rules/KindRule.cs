using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>The kind has a usable name, and its folder the same one: kinds are found by their folders.</summary>
internal sealed class KindRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        if (check.Definition.Templates is { } other && !(FileRule.IsTemplateName(other) && Directory.Exists(check.Definition.TemplateFolders[^1])))
        {
            yield return check.At("templates", $"'{other}' is no kind beside this one: name its folder.");
        }

        var kind = check.Definition.Kind;
        if (kind.Length == 0)
        {
            yield break;
        }

        if (!char.IsAsciiLetterUpper(kind[0]) || !kind.All(char.IsAsciiLetterOrDigit))
        {
            yield return check.At("kind", $"'{kind}' is no name for a kind: use letters and digits, and begin with a capital letter.");
        }

        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(check.Definition.Folder));
        if (!folder.Equals(kind, StringComparison.OrdinalIgnoreCase))
        {
            yield return check.At("kind", $"the kind is '{kind}' and its folder '{folder}': both must have the same name.");
        }
    }
}
