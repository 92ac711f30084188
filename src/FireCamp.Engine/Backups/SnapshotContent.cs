namespace FireCamp.Engine.Backups;

/// <summary>A content that a backup is to hold, and the snapshot of a member's volume that it is made of.</summary>
/// <param name="Content">The content's name: <c>mypg-0.data</c>.</param>
public sealed record SnapshotContent(string Content, string Member, string Snapshot)
{
    /// <summary>The name of the content that holds a member's volume.</summary>
    public static string NameOf(string member, string purpose) => $"{member}.{purpose}";
}
