namespace FireCamp.Engine.Backups.Chunks;

/// <summary>How contents are cut into chunks and how many chunks are at work at once; both bound the memory that it takes.</summary>
/// <param name="Size">Bytes of a chunk before it is compressed.</param>
/// <param name="Workers">Chunks that are compressed and sent, or fetched, at once.</param>
internal sealed record Chunking(int Size, int Workers)
{
    public const int LargestSize = 64 << 20;

    // Encrypted, and with what marks it, a chunk still fits into a buffer of 2 MB.
    private const int UsualSize = (2 << 20) - 64;

    /// <summary>Chunks of nearly 2 MB; as many workers as there are processors, 2 to 4.</summary>
    public static readonly Chunking Default = new(UsualSize, Math.Clamp(Environment.ProcessorCount, 2, 4));
}
