using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Compares values as PowerShell's operators do, and as text where they can't be compared.</summary>
internal sealed class ValueComparer(
    bool ignoreCase, CultureInfo culture) : IComparer<object?>, IEqualityComparer<object?>
{
    public int Compare(object? x, object? y)
    {
        if (LanguagePrimitives.TryCompare(x, y, ignoreCase, culture, out var result))
        {
            return result;
        }

        return string.Compare(Text(x), Text(y), culture, ignoreCase ? CompareOptions.IgnoreCase : CompareOptions.None);
    }

    public new bool Equals(object? x, object? y)
    {
        var (left, right) = (Unwrap(x), Unwrap(y));
        if (left is IList first && right is IList second)
        {
            return first.Count == second.Count && first.Cast<object?>().SequenceEqual(second.Cast<object?>(), this);
        }

        return LanguagePrimitives.Equals(left, right, ignoreCase, culture);
    }

    // Equal values of different types must meet, so only what all conversions keep goes into the hash.
    public int GetHashCode(object? obj) =>
        obj is null ? 0 : string.GetHashCode(Text(obj), StringComparison.OrdinalIgnoreCase);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Text(object? value) => PSObject.AsPSObject(value ?? string.Empty).ToString();
}
