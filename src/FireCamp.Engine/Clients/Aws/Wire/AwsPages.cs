namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>Lists that come in pages are always read to their end, and lists that may only be so long are cut.</summary>
internal static class AwsPages
{
    /// <summary>All items of all pages.</summary>
    /// <param name="page">Reads one page, given the token of the page before (null for the first), and gives the next one's token.</param>
    /// <exception cref="AwsException">A page names itself as the next one.</exception>
    public static async Task<IReadOnlyList<T>> AllAsync<T>(Func<string?, Task<(IEnumerable<T> Items, string? Next)>> page)
    {
        var all = new List<T>();
        string? token = null;
        do
        {
            var (items, next) = await page(token).ConfigureAwait(false);
            all.AddRange(items);
            if (next is not null && next == token)
            {
                throw new AwsException("AwsFailed", "AWS gives the same page of a list again and again.", "Repeat it.", true, null);
            }

            token = string.IsNullOrEmpty(next) ? null : next;
        }
        while (token is not null);
        return all;
    }

    /// <summary>What a call that takes at most so many names gives for all of them.</summary>
    public static async Task<IReadOnlyList<T>> BatchesAsync<TName, T>(
        IEnumerable<TName> names, int most, Func<TName[], Task<IReadOnlyList<T>>> call)
    {
        var all = new List<T>();
        foreach (var batch in names.Chunk(most))
        {
            all.AddRange(await call(batch).ConfigureAwait(false));
        }

        return all;
    }
}
