using System.Globalization;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Catalog.Yaml;

namespace FireCamp.Engine.Catalog;

/// <summary>The files that a definition was read from: its templates' texts, and where each of its values stands.</summary>
internal sealed class CatalogSource(YamlMap? root, IReadOnlyDictionary<string, string> templates)
{
    private int _isPrepared;

    public static CatalogSource None { get; } = new(null, new Dictionary<string, string>());

    /// <summary>File name → content, of every file that the definition names and that could be read.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; } = templates;

    /// <summary>Has the templates parsed in the background, once.</summary>
    public void PrepareTemplates()
    {
        if (Interlocked.Exchange(ref _isPrepared, 1) == 0)
        {
            TemplateEngine.Prepare([.. Templates.Where(t => FileDefinition.IsLiquid(t.Key)).Select(t => t.Value)]);
        }
    }

    /// <summary>
    /// The line of a value named by its path, such as <c>options[3].default</c>; of the nearest one around it when it
    /// isn't there.
    /// </summary>
    public int LineOf(string path) => Find(path).Line;

    public string Where(string path) => $"{CatalogNames.File}:{LineOf(path)}";

    /// <summary>A text of the definition with the place where it stands.</summary>
    public TemplateText Text(string path, string text)
    {
        var (line, value) = Find(path);
        return new TemplateText(text, CatalogNames.File, value is YamlText scalar ? scalar.TextLine : line);
    }

    /// <summary>As <see cref="Text"/>; null for null.</summary>
    public TemplateText? Condition(string path, string? condition) => condition is null ? null : Text(path, condition);

    private (int Line, YamlValue? Value) Find(string path)
    {
        (int Line, YamlValue? Value) found = (1, root);
        foreach (var part in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = part.EndsWith(']') ? Item(found.Value, part[..^1]) : Entry(found.Value, part);
            if (next is not { } inner)
            {
                break;
            }

            found = inner;
        }

        return found;
    }

    private static (int Line, YamlValue? Value)? Entry(YamlValue? value, string key)
        => (value as YamlMap)?.Find(key) is { } entry ? (entry.Line, entry.Value) : null;

    private static (int Line, YamlValue? Value)? Item(YamlValue? value, string index)
        => value is YamlList list
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < list.Items.Count
                ? (list.Items[at].Line, list.Items[at])
                : null;
}
