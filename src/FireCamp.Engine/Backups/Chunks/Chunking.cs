namespace FireCamp.Engine.Backups.Chunks;

/// <summary>How contents are cut into chunks and how many chunks are at work at once; both bound the memory that it takes.</summary>
/// <param name="Size">Bytes of a chunk before it is compressed.</param>
/// <param name="Workers">Chunks that are compressed and sent, or fetched, at once.</param>
internal sealed record Chunking(int Size, int Workers)
{
    public const int LargestSize = 64 << 20;

    /// <summary>Chunks of 4 MB; as many workers as there are processors, 2 to 4: about 12 MB of memory each.</summary>
    public static readonly Chunking Default = new(4 << 20, Math.Clamp(Environment.ProcessorCount, 2, 4));
}
