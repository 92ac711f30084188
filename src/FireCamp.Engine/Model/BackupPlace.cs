namespace FireCamp.Engine.Model;

/// <summary>Where a backup is.</summary>
/// <param name="Store">The store's URL, which holds no secret.</param>
/// <param name="Service">The service that it was taken of.</param>
/// <param name="KeyFile">The file of the key that it is encrypted with, where that isn't the connected cluster's.</param>
public sealed record BackupPlace(string Store, string Service, string Id, string? KeyFile = null)
{
    public override string ToString() => $"backup {Id} in {Store}";
}
