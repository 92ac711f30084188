namespace FireCamp.Engine.Backups;

/// <summary>What a content's stream is.</summary>
public enum ContentKind
{
    /// <summary>A folder tree as a tar archive.</summary>
    Tree = 0,

    /// <summary>Whatever a program wrote, such as a dump.</summary>
    Stream = 1,
}
