using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>A backup store can't be used: it isn't reached, is full, is read-only, or gives no right.</summary>
/// <param name="temporary">Whether it may work again without anybody changing anything.</param>
public sealed class BackupStoreException(string store, string why, string nextStep, bool temporary = false, Exception? inner = null)
    : FireCampException("BackupStoreFailed", $"The backup store {store} can't be used: {why}", nextStep, inner)
{
    public override bool IsTemporary => temporary;

    public override string? Outage => "the backup store";
}
