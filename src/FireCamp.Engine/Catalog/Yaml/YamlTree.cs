using FireCamp.Engine.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>Reads a YAML file into values that know their lines.</summary>
/// <remarks>
/// Works on the parser's events and not on a loaded document: a loaded one stops at the first duplicate key, and its aliases let a
/// small file unfold into a huge one. A catalog needs neither anchors nor tags, so they are mistakes.
/// </remarks>
internal sealed class YamlTree
{
    private const int MaximumDepth = 20;

    private readonly string _file;
    private readonly List<Mistake> _mistakes;
    private readonly Parser _parser;

    private YamlTree(string file, string text, List<Mistake> mistakes)
    {
        _file = file;
        _mistakes = mistakes;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The file's map; null when it can't be read as one, which is among the mistakes then.</summary>
    public static YamlMap? Parse(string file, string text, List<Mistake> mistakes)
    {
        var tree = new YamlTree(file, text, mistakes);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            tree.Note((int)e.Start.Line, $"this is no YAML: {Sentence(e.InnerException?.Message ?? e.Message)}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or IndexOutOfRangeException
            or OverflowException)
        {
            // The parser meets some garbage with other exceptions than its own.
            tree.Note(tree.CurrentLine, $"this is no YAML: {Sentence(e.Message)}");
        }

        return null;
    }

    private int CurrentLine => Math.Max(1, (int)(_parser.Current?.Start.Line ?? 1));

    private YamlMap? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            Note(1, "the file is empty: it must hold the keys of a definition.");
            return null;
        }

        var root = Value(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            Note((int)second.Start.Line, "a second document starts here; a definition is one document.");
        }

        if (root is not YamlMap map)
        {
            Note(root.Line, $"the file holds {root.Noun}: it must hold the keys of a definition.");
            return null;
        }

        return map;
    }

    private YamlValue Value(int depth)
    {
        var line = CurrentLine;
        if (depth > MaximumDepth)
        {
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, $"values are nested deeper than {MaximumDepth}.");
        }

        if (_parser.Current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
        {
            Note(line, "anchors, aliases and tags are not for catalogs: write the value out.");
        }

        if (_parser.TryConsume<AnchorAlias>(out _))
        {
            Note(line, "anchors, aliases and tags are not for catalogs: write the value out.");
            return new YamlText(line, "", line, IsNull: true);
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return Text(scalar, line);
        }

        return _parser.TryConsume<SequenceStart>(out _) ? List(line, depth) : Map(line, depth);
    }

    private YamlList List(int line, int depth)
    {
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(depth + 1));
        }

        return new YamlList(line, items);
    }

    private YamlMap Map(int line, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = CurrentLine;
            var key = Value(depth + 1);
            var value = Value(depth + 1);
            if (key is not YamlText { IsNull: false } text)
            {
                Note(keyLine, $"a key must be text; this one is {key.Noun}.");
            }
            else if (!entries.TryAdd(text.Text, new YamlEntry(text.Text, keyLine, value)))
            {
                Note(keyLine, $"the key '{text.Text}' stands here a second time; the first is on line {entries[text.Text].Line}.");
            }
        }

        return new YamlMap(line, [.. entries.Values]);
    }

    private static YamlText Text(Scalar scalar, int line)
    {
        var isBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        return new YamlText(line, scalar.Value, isBlock ? line + 1 : line, isNull);
    }

    private void Note(int line, string message) => _mistakes.Add(new Mistake($"{_file}:{Math.Max(1, line)}", message));

    private static string Sentence(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.EndsWith('.') ? line : $"{line}.";
    }
}
