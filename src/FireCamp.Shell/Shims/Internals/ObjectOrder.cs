using System.Management.Automation;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>A stable order of objects by some of their properties, or by themselves when none is named.</summary>
internal sealed class ObjectOrder(IReadOnlyList<PropertyArgument> properties, bool descending, ValueComparer comparer)
{
    public List<PSObject> Sort(IEnumerable<PSObject> inputs, bool unique)
    {
        var keyed = inputs.Select(input => (Input: input, Keys: Keys(input))).ToList();
        var sorted = keyed.OrderBy(pair => pair.Keys, Comparer<object?[]>.Create(Compare)).ToList();
        if (!unique)
        {
            return [.. sorted.Select(pair => pair.Input)];
        }

        return [.. sorted.Where(
            (pair, i) => i == 0 || Compare(sorted[i - 1].Keys, pair.Keys) != 0).Select(pair => pair.Input)];
    }

    private object?[] Keys(PSObject input) =>
        properties.Count == 0
            ? [input.BaseObject is PSCustomObject ? input : input.BaseObject]
            : [.. properties.Select(property => property.ValueFor(input))];

    private int Compare(object?[]? left, object?[]? right)
    {
        for (var i = 0; i < left!.Length; i++)
        {
            var result = CompareKeys(left[i], right![i]);
            if (result != 0)
            {
                var down = properties.Count == 0 ? descending : properties[i].Descending ?? descending;
                return down ? -result : result;
            }
        }

        return 0;
    }

    // Null is the smallest, as it is for the comparison operators.
    private int CompareKeys(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => comparer.Compare(left, right),
    };
}
