using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.References;

/// <summary>Names a backup; PowerShell makes one of an id, or of a backup.</summary>
public sealed class BackupReference
{
    public BackupReference(string id) => Id = id;

    public BackupReference(Backup backup)
    {
        Id = backup.Id;
        Store = backup.Store;
    }

    public BackupReference(PSObject value)
    {
        Id = ReferenceText.Required(value, "Id");
        Store = ReferenceText.Of(value, "Store");
    }

    public string Id { get; }

    /// <summary>The URL of the store that the object came from; null for a bare id.</summary>
    public string? Store { get; }

    public override string ToString() => Id;
}
