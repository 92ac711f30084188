using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>Takes typed values out of a map; each that is missing or of another type is noted, and a stand-in is returned.</summary>
/// <param name="path">The map's own path in the file; empty for the outermost.</param>
internal sealed class MapReader(YamlMap map, string path, MistakeLog log)
{
    private readonly List<string> _known = [];

    public string Text(string key) => OptionalText(key, isRequired: true) ?? "";

    public string? OptionalText(string key) => OptionalText(key, isRequired: false);

    public string Text(string key, string otherwise) => OptionalText(key, isRequired: false) ?? otherwise;

    public bool Flag(string key, bool whenMissing = false) => Parsed(key, whenMissing, "true or false", t => t switch
    {
        "true" => true,
        "false" => false,
        _ => (bool?)null,
    });

    public int Count(string key) => Parsed(key, 0, "a whole number from 0", t
        => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);

    public ByteSize Size(string key) => Parsed(key, default, "a size such as 512MB or 10GB", t
        => ByteSize.TryParse(t, out var size) ? size : (ByteSize?)null, isRequired: true);

    public TimeSpan Time(string key, TimeSpan otherwise) => Parsed(key, otherwise, "a duration such as 500ms, 30s or 5m", t
        => Duration.TryParse(t, out var time) && time > TimeSpan.Zero ? time : (TimeSpan?)null);

    /// <summary>One of an enumeration's names, written as YAML keys are: <c>reload</c>.</summary>
    public T Word<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (OptionalText(key) is not { } text)
        {
            return otherwise;
        }

        var names = Enum.GetNames<T>();
        var at = Array.FindIndex(names, n => string.Equals(Camel(n), text, StringComparison.Ordinal));
        if (at >= 0)
        {
            return Enum.GetValues<T>()[at];
        }

        Note(key, $"'{key}' is '{text}'.{Nearest.Hint(text, [.. names.Select(Camel)])}");
        return otherwise;
    }

    public IReadOnlyList<string> Texts(string key, bool isRequired = false)
    {
        var items = Find(key, isRequired) is { } entry ? As<YamlList>(entry, "a list of texts")?.Items ?? [] : [];
        var texts = new List<string>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlText { IsNull: false } text)
            {
                texts.Add(text.Text);
            }
            else
            {
                log.Note(PathOf(key), items[i].Line, $"'{key}' holds {items[i].Noun}: each of its items must be a single value.");
            }
        }

        return texts;
    }

    public IReadOnlyDictionary<string, string> TextMap(string key)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Find(key, isRequired: false) is { } found ? As<YamlMap>(found, "a map of texts")?.Entries ?? [] : [])
        {
            if (entry.Value is YamlText text)
            {
                texts[entry.Key] = text.Text;
            }
            else
            {
                log.Note(PathOf(key), entry.Line, $"'{entry.Key}' holds {entry.Value.Noun}: it must be a single value.");
            }
        }

        return texts;
    }

    /// <summary>What <paramref name="read"/> makes of the map under a key; null when there is none.</summary>
    public T? Child<T>(string key, Func<MapReader, T> read, bool isRequired = false)
        where T : class
        => Find(key, isRequired) is { } entry && As<YamlMap>(entry, "a map of keys") is { } child
            ? new MapReader(child, PathOf(key), log).ReadWhole(read)
            : null;

    /// <summary>What <paramref name="read"/> makes of each map in the list under a key.</summary>
    public IReadOnlyList<T> Children<T>(string key, Func<MapReader, T> read, bool isRequired = false)
    {
        var items = Find(key, isRequired) is { } entry ? As<YamlList>(entry, "a list")?.Items ?? [] : [];
        var children = new List<T>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMap child)
            {
                children.Add(new MapReader(child, $"{PathOf(key)}[{i}]", log).ReadWhole(read));
            }
            else
            {
                log.Note(PathOf(key), items[i].Line, $"'{key}' holds {items[i].Noun}: each of its items must be a map of keys.");
            }
        }

        return children;
    }

    /// <summary>Reads, then notes each key that nothing was read for.</summary>
    public T ReadWhole<T>(Func<MapReader, T> read)
    {
        var result = read(this);
        foreach (var entry in map.Entries.Where(e => !_known.Contains(e.Key)))
        {
            log.Note(PathOf(entry.Key), entry.Line, $"unknown key '{entry.Key}'.{Nearest.Hint(entry.Key, _known)}");
            log.Damaged.UnionWith(path.Length == 0 ? Nearest.To(entry.Key, _known) : []);
        }

        return result;
    }

    private string? OptionalText(string key, bool isRequired)
        => Find(key, isRequired) is { } entry ? As<YamlText>(entry, "a single value")?.Text : null;

    private T Parsed<T>(string key, T otherwise, string form, Func<string, T?> parse, bool isRequired = false)
        where T : struct
    {
        if (OptionalText(key, isRequired) is not { } text)
        {
            return otherwise;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        Note(key, $"'{key}' is '{text}': it must be {form}.");
        return otherwise;
    }

    private YamlEntry? Find(string key, bool isRequired)
    {
        _known.Add(key);
        var entry = map.Find(key);
        if (entry?.Value is YamlText { IsNull: true })
        {
            Note(key, $"'{key}' has no value: give it one, or leave the key out.");
            return null;
        }

        if (entry is null && isRequired)
        {
            Note(key, $"the key '{key}' is missing.");
        }

        return entry;
    }

    private T? As<T>(YamlEntry entry, string form)
        where T : YamlValue
    {
        if (entry.Value is not T value)
        {
            Note(entry.Key, $"'{entry.Key}' holds {entry.Value.Noun}: it must be {form}.");
            return null;
        }

        return value;
    }

    private void Note(string key, string message) => log.Note(PathOf(key), map.Find(key)?.Line ?? map.Line, message);

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Camel(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";
}
