using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace FireCamp.MiniPester.Running;

/// <summary>
/// Puts a case's values into a name: <c>&lt;_&gt;</c>, <c>&lt;key&gt;</c>, <c>&lt;key.property&gt;</c>.
/// </summary>
internal static partial class NameTemplate
{
    /// <summary>
    /// Returns the name with what is known filled in, the innermost values first; the rest stays as it is.
    /// </summary>
    public static string Expand(string name, IReadOnlyList<object?> values) => Place().Replace(name, match =>
    {
        var path = match.Groups[1].Value.Split('.');
        return TryStart(path[0], values, out var value)
            ? Show(path.Skip(1).Aggregate(value, (owner, property) => Property(owner, property)))
            : match.Value;
    });

    private static bool TryStart(string name, IReadOnlyList<object?> values, out object? value)
    {
        if (name == "_")
        {
            value = values is [var first, ..] ? first : null;
            return values.Count > 0;
        }

        var table = values.Select(Bare).OfType<IDictionary>().FirstOrDefault(table => table.Contains(name));
        value = table?[name];
        return table is not null;
    }

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static object? Property(object? owner, string name) =>
        owner is IDictionary table
            ? table[name] : owner is null ? null
            : PSObject.AsPSObject(owner).Properties[name]?.Value;

    private static string Show(object? value) => value switch
    {
        null => "$null",
        string { Length: 0 } => "''",
        IDictionary or ScriptBlock => value.ToString()!,
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };

    [GeneratedRegex("<([A-Za-z_][A-Za-z0-9_.]*)>")]
    private static partial Regex Place();
}
