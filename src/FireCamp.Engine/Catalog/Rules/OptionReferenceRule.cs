using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Where an option's name stands for a number or a size, there is such an option, of that type.</summary>
internal sealed class OptionReferenceRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        if (!check.IsWhole("options"))
        {
            return [];
        }

        var definition = check.Definition;
        return
        [
            .. definition.Groups.Index().SelectMany(g => Count(check, $"groups[{g.Index}].size", g.Item.Size)),
            .. definition.Groups.Index().SelectMany(g => Count(check, $"groups[{g.Index}].shards", g.Item.Shards)),
            .. definition.Ports.Index().SelectMany(p => Port(check, $"ports[{p.Index}].number", p.Item.Number)),
            .. definition.Volumes.Index().SelectMany(v => Size(check, $"volumes[{v.Index}].size", v.Item.Size)),
            .. definition.Rules.Index().SelectMany(r => r.Item.Options.Index().SelectMany(
                o => Named(check, $"rules[{r.Index}].options[{o.Index}]", o.Item, null, "an option's name"))),
            .. Named(check, "archive", definition.Archive ?? "", OptionType.Boolean, "the name of a boolean option"),
        ];
    }

    private static IEnumerable<Mistake> Count(CatalogCheck check, string path, string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number is >= 1 and <= TopologyExpander.MaximumMembers
                ? []
                : [check.At(path, $"{text} is out of range: 1 to {TopologyExpander.MaximumMembers}.")]
            : Named(check, path, text, OptionType.Integer, "a number from 1, or the name of an integer option");

    private static IEnumerable<Mistake> Port(CatalogCheck check, string path, string text)
    {
        if (text.Contains("{{", StringComparison.Ordinal))
        {
            return [];
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number is >= 1 and <= 65535 ? [] : [check.At(path, $"{text} is no port: 1 to 65535.")]
            : Named(check, path, text, OptionType.Integer, "a port number, the name of an integer option, or {{ … }} over the options");
    }

    private static IEnumerable<Mistake> Size(CatalogCheck check, string path, string text)
        => ByteSize.TryParse(text, out var size)
            ? size.Bytes > 0 ? [] : [check.At(path, "a volume needs a size.")]
            : Named(check, path, text, OptionType.Size, "a size such as 10GB, or the name of a size option");

    private static IEnumerable<Mistake> Named(CatalogCheck check, string path, string name, OptionType? type, string form)
    {
        if (name.Length == 0)
        {
            yield break;
        }

        var option = check.Definition.Options.FirstOrDefault(o => o.Name == name);
        if (option is null)
        {
            var hint = Nearest.Hint(name, [.. check.Definition.Options.Where(o => type is null || o.Type == type).Select(o => o.Name)]);
            yield return check.At(path, $"'{name}' is not {form}.{hint}");
        }
        else if (type is not null && option.Type != type)
        {
            var actual = option.Type.ToString().ToLowerInvariant();
            yield return check.At(path, $"the option '{name}' is of type {actual}; here it must be {type.ToString()!.ToLowerInvariant()}.");
        }
    }
}
