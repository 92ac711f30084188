namespace FireCamp.Engine.Backups.Trees;

/// <summary>A part of a file that holds data.</summary>
internal readonly record struct FileExtent(long Start, long Length)
{
    public long End => Start + Length;
}
