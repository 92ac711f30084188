using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace FireCamp.MiniPester.Assertions;

/// <summary>Compares and shows values.</summary>
internal static class Values
{
    private const int ShownItems = 20;

    public static object? Bare(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    public static IReadOnlyList<object?> Items(object? value) => Bare(value) switch
    {
        null => [],
        string or IDictionary => [value],
        IEnumerable items => [.. items.Cast<object?>()],
        _ => [value],
    };

    /// <summary>Equal as <c>-eq</c> has it; lists item by item.</summary>
    public static bool Same(object? actual, object? expected, bool ignoreCase)
    {
        if (!IsList(actual) && !IsList(expected))
        {
            return SameScalar(actual, expected, ignoreCase);
        }

        var (left, right) = (Items(actual), Items(expected));
        return left.Count == right.Count && left.Zip(right).All(pair => Same(pair.First, pair.Second, ignoreCase));
    }

    public static int Compare(object? actual, object? expected) =>
        LanguagePrimitives.Compare(Bare(actual), Bare(expected), ignoreCase: true, CultureInfo.InvariantCulture);

    public static string Text(object? value) =>
        value is null ? string.Empty : LanguagePrimitives.ConvertTo<string>(value);

    public static string Show(object? value) => Bare(value) switch
    {
        null => "$null",
        string text => $"'{text}'",
        char character => $"'{character}'",
        bool flag => flag ? "$true" : "$false",
        Type type => $"[{type.FullName}]",
        ScriptBlock script => $"{{{script}}}",
        IDictionary table => ShowTable(table),
        IEnumerable items => ShowItems([.. items.Cast<object?>()]),
        var other => Text(value ?? other),
    };

    private static string ShowTable(IDictionary table)
    {
        var entries = table.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={Show(entry.Value)}");
        return $"@{{{string.Join("; ", entries)}}}";
    }

    private static string ShowItems(List<object?> items)
    {
        var more = items.Count > ShownItems ? $", …{items.Count - ShownItems} more" : string.Empty;
        return $"@({string.Join(", ", items.Take(ShownItems).Select(Show))}{more})";
    }

    private static bool IsList(object? value) => Bare(value) is IEnumerable and not (string or IDictionary);

    private static bool SameScalar(object? actual, object? expected, bool ignoreCase)
    {
        var (left, right) = (Bare(actual), Bare(expected));
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        return LanguagePrimitives.Equals(left, right, ignoreCase, CultureInfo.InvariantCulture);
    }
}
