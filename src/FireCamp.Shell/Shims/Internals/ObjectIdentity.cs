using System.Globalization;
using System.Management.Automation;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>
/// Tells whether two results of a selection are the same, by their properties when they were made from some.
/// </summary>
internal static class ObjectIdentity
{
    public static bool Same(PSObject left, PSObject right, bool ignoreCase)
    {
        var comparer = new ValueComparer(ignoreCase, CultureInfo.CurrentCulture);
        if (left.BaseObject is not PSCustomObject || right.BaseObject is not PSCustomObject)
        {
            return comparer.Equals(left.BaseObject, right.BaseObject);
        }

        var (mine, others) = (left.Properties.ToList(), right.Properties.ToList());
        return mine.Count == others.Count
            && mine.Zip(others).All(pair => pair.First.Name == pair.Second.Name
                && comparer.Equals(pair.First.Value, pair.Second.Value));
    }
}
