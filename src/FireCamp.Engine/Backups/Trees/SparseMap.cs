using System.Globalization;
using System.Text;

namespace FireCamp.Engine.Backups.Trees;

/// <summary>Where the data of a file with holes belongs, in GNU's sparse format 1.0, which tar understands too.</summary>
/// <remarks>The map stands before the data: the number of extents, then each one's start and length, a line each, filled up to 512 bytes.</remarks>
internal static class SparseMap
{
    public const string NameAttribute = "GNU.sparse.name";
    public const string SizeAttribute = "GNU.sparse.realsize";

    /// <summary>How the folder in the stored name of a file with holes begins, which programs show that don't understand them.</summary>
    public const string FolderStart = "GNUSparseFile.";

    public const string Folder = $"{FolderStart}0";

    private const int Block = 512;

    // Ten times what a file with a hole after each block has in 40 GB.
    private const int MostExtents = 100_000_000;

    public static Dictionary<string, string> Attributes(string name, long size) => new()
    {
        ["GNU.sparse.major"] = "1",
        ["GNU.sparse.minor"] = "0",
        [NameAttribute] = name,
        [SizeAttribute] = size.ToString(CultureInfo.InvariantCulture),
    };

    public static byte[] Write(IReadOnlyList<FileExtent> extents)
    {
        var text = new StringBuilder().Append(extents.Count).Append('\n');
        foreach (var extent in extents)
        {
            text.Append(extent.Start).Append('\n').Append(extent.Length).Append('\n');
        }

        var map = new byte[(text.Length + Block - 1) / Block * Block];
        Encoding.ASCII.GetBytes(text.ToString(), map);
        return map;
    }

    /// <summary>Reads the map and what fills it up; the stream stands at the data then.</summary>
    /// <exception cref="InvalidDataException">It is no map, or doesn't fit a file of that size.</exception>
    public static async Task<List<FileExtent>> ReadAsync(Stream stream, long size, CancellationToken cancel)
    {
        var numbers = new NumberLines(stream, Block);
        var count = await numbers.NextAsync(cancel).ConfigureAwait(false);
        if (count > MostExtents)
        {
            throw new InvalidDataException("its map of holes is too long");
        }

        var extents = new List<FileExtent>();
        for (var end = 0L; extents.Count < count; end = extents[^1].End)
        {
            var extent = new FileExtent(
                await numbers.NextAsync(cancel).ConfigureAwait(false), await numbers.NextAsync(cancel).ConfigureAwait(false));
            if (extent.Start < end || extent.Length > size - extent.Start)
            {
                throw new InvalidDataException("its map of holes doesn't fit it");
            }

            extents.Add(extent);
        }

        return extents;
    }
}
