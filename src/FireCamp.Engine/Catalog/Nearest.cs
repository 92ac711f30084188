namespace FireCamp.Engine.Catalog;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class Nearest
{
    /// <summary>The known names that are a typing mistake or two away from <paramref name="name"/>, best first; at most three.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> known)
    {
        var limit = Math.Max(1, name.Length / 3);
        return [.. known
            .Select(k => (Name: k, Distance: DistanceOf(name, k)))
            .Where(k => k.Distance <= limit)
            .OrderBy(k => k.Distance)
            .Take(3)
            .Select(k => k.Name)];
    }

    /// <summary><c> Did you mean 'x'?</c> when a known name is near, else the known names.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> known)
    {
        var near = To(name, known);
        return (near.Count, known.Count) switch
        {
            (> 0, _) => $" Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?",
            (_, 0) => "",
            (_, <= 40) => $" Known: {string.Join(", ", known)}.",
            _ => "",
        };
    }

    /// <summary>Letters to change, add, leave out or swap with a neighbour; case is nothing.</summary>
    private static int DistanceOf(string left, string right)
    {
        var (a, b) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        if (Math.Abs(a.Length - b.Length) > 1 + (a.Length / 3))
        {
            return int.MaxValue;
        }

        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = Step(rows, a, b, i, j);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static int Step(int[,] rows, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var best = Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1;
        best = Math.Min(best, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }
}
