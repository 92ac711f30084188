using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>No password is in a command's argument or a connection's text.</summary>
/// <remarks>Everybody on a machine can see arguments, and connections are shown to people.</remarks>
internal sealed class ExposedSecretRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        foreach (var text in DefinitionTexts.Of(check.Definition).Where(t => t.IsPublic && UsesPassword(t.Text)))
        {
            yield return check.At(
                text.Path,
                "a password would stand where others can read it: put it into a file or the environment, and let the script read it there.");
        }
    }

    private static bool UsesPassword(string text)
    {
        var found = false;
        TemplateChecker.Check(text, 1, NameTree.Anything, (_, _) => { }, path
            => found |= path.Segments[0] == "credentials" && (path.Segments.Count < 3 || path.Segments[^1] != "user"));
        return found;
    }
}
