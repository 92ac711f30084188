using DotLiquid;

namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Makes the values that templates see: plain texts, numbers, booleans, lists, and hashes that refuse unknown names.</summary>
internal static class StrictHash
{
    /// <param name="path">The hash's own name in templates; empty for the outermost one.</param>
    public static Hash Of(string path, IEnumerable<KeyValuePair<string, object>> values)
    {
        var hash = new Hash((self, name) => throw Unknown(path, name, self));
        foreach (var (name, value) in values)
        {
            hash[name] = value;
        }

        return hash;
    }

    public static Hash Of(string path, params ReadOnlySpan<(string Name, object Value)> values)
        => Of(path, values.ToArray().Select(v => KeyValuePair.Create(v.Name, v.Value)));

    private static UnknownNameException Unknown(string path, string name, Hash self)
        => new(path.Length == 0 ? name : $"{path}.{name}", Nearest.Hint(name, [.. self.Keys]));
}
