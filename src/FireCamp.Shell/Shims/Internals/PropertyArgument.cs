using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>
/// One value of a <c>-Property</c> parameter: a name or pattern, a script block, or a table of both and more.
/// </summary>
internal sealed record PropertyArgument(PSPropertyExpression Expression, string? Label)
{
    private static readonly string[] KnownKeys =
    [
        "Expression", "Name", "Label", "Descending", "Ascending", "Width", "Alignment",
    ];

    /// <summary>What the table says about the order; null when nothing.</summary>
    public bool? Descending { get; private init; }

    /// <exception cref="PSArgumentException">A value is of no usable type, or a table has an unknown key.</exception>
    public static IReadOnlyList<PropertyArgument> ParseAll(IEnumerable<object?>? values) =>
        [.. (values ?? []).Select(Parse)];

    /// <summary>Returns the value for one object; null where there is no such property.</summary>
    public object? ValueFor(PSObject input) => Expression.GetValues(input).FirstOrDefault()?.Result;

    private static PropertyArgument Parse(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        ScriptBlock script => new PropertyArgument(new PSPropertyExpression(script), null),
        IDictionary table => FromTable(table),
        null => throw new PSArgumentException("A property can't be null."),
        var other => new PropertyArgument(new PSPropertyExpression(Text(other)), null),
    };

    private static PropertyArgument FromTable(IDictionary table)
    {
        object? expression = null;
        string? label = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            switch (Key(entry.Key))
            {
                case "Expression":
                    expression = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
                    break;
                case "Name" or "Label":
                    label = entry.Value?.ToString();
                    break;
                case "Descending":
                    descending = LanguagePrimitives.IsTrue(entry.Value);
                    break;
                case "Ascending":
                    descending = !LanguagePrimitives.IsTrue(entry.Value);
                    break;
            }
        }

        var found = expression switch
        {
            ScriptBlock script => new PSPropertyExpression(script),
            { } other => new PSPropertyExpression(Text(other)),
            null =>
                new PSPropertyExpression(
                    label ?? throw new PSArgumentException("A calculated property lacks its Expression.")),
        };
        return new PropertyArgument(found, label) { Descending = descending };
    }

    // Any beginning that fits one key alone stands for it: n, e, l, d.
    private static string Key(object key)
    {
        var text = key.ToString() ?? string.Empty;
        return KnownKeys.FirstOrDefault(known => known.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new PSArgumentException($"The {text} key is not valid.");
    }

    private static string Text(object value) => LanguagePrimitives.ConvertTo<string>(value);
}
