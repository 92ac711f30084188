namespace FireCamp.Engine.Backups.Chunks;

/// <summary>Where a content's objects lie, and what they are bound to.</summary>
/// <param name="Service">As <see cref="Model.NameRules.Key"/> has it.</param>
/// <param name="Attempt">Random for each try to write it.</param>
internal sealed record ContentPlace(string Service, string Backup, string Content, string Attempt)
{
    // Not too many files in one folder: a store may be one.
    private const int InOneFolder = 1000;

    public string Folder => $"{BackupLayout.Folder(Service, Backup)}{Attempt}/{Content}/";

    public string Index => $"{Folder}index";

    public string Chunk(long number) => $"{Folder}{number / InOneFolder:D6}/{number:D9}";

    /// <summary>What the content's key is bound to: no other content's key opens it.</summary>
    public string KeyContext => $"backup:{Service}/{Backup}/{Content}";
}
