using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Files stay in the data volume, templates in the kind's folder, and modes are modes.</summary>
internal sealed class FileRule : ICatalogRule
{
    /// <summary>Whether a name is that of a file in the kind's own folder.</summary>
    public static bool IsTemplateName(string name)
        => name.Length > 0 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        foreach (var (i, file) in check.Definition.Files.Index())
        {
            if (file.Path.Length > 0 && !IsInside(file.Path))
            {
                yield return check.At($"files[{i}].path", $"'{file.Path}' must be a path inside the data volume, such as conf/server.conf.");
            }

            if (file.Template.Length > 0 && !IsTemplateName(file.Template))
            {
                yield return check.At(
                    $"files[{i}].template",
                    $"'{file.Template}' must be the name of a file beside {CatalogNames.File}: letters, digits, '.', '-' and '_'.");
            }

            if (file.Mode is not { Length: 3 or 4 } mode || mode.Any(c => c is < '0' or > '7'))
            {
                yield return check.At($"files[{i}].mode", $"'{file.Mode}' is no file mode: write it in quotes as \"0600\".");
            }
        }
    }

    private static bool IsInside(string path)
        => path.Split('/').All(part => part is not ("" or "." or "..")) && !path.Any(c => char.IsControl(c) || c is '\\' or '{');
}
