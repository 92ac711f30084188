using System.Globalization;
using System.Security.Cryptography;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>A cluster's backups: where they lie, which there are, and the plans that take, restore and remove them.</summary>
public sealed class ClusterBackups
{
    private readonly ClusterConnection connection;
    private readonly ClusterReader reader;
    private readonly BackupPlans plans;

    internal ClusterBackups(ClusterConnection connection, ClusterReader reader, BackupPlans plans)
        => (this.connection, this.reader, this.plans) = (connection, reader, plans);

    /// <summary>The URL of the store that counts when none is named; null when none was set.</summary>
    public async Task<string?> FindStoreAsync(CancellationToken cancel)
        => (await connection.Ports.Store.FindAsync(Keys.BackupStore, ModelJson.Default.BackupStoreSetting, cancel).ConfigureAwait(false))?.Value.Url;

    /// <summary>Backups go to this store from now on, unless another is named. The store was tried out.</summary>
    /// <param name="keys">What a credential that the URL names is from now on, <c>KEY-ID:KEY</c>; null leaves it as it is.</param>
    /// <exception cref="InvalidInputException">The URL is wrong; carries every mistake.</exception>
    /// <exception cref="BackupStoreException">The store can't be used.</exception>
    public async Task SetStoreAsync(string url, (string Name, string Keys)? keys, CancellationToken cancel)
    {
        BackupStoreFactory.Check(url);
        if (keys is { } given)
        {
            await CheckWithAsync(url, BackupStoreFactory.SecretOf(given.Name), given.Keys, cancel).ConfigureAwait(false);
        }
        else
        {
            await CheckAsync(url, cancel).ConfigureAwait(false);
        }

        await connection.Ports.Store
            .UpdateAsync(Keys.BackupStore, _ => new BackupStoreSetting(url), ModelJson.Default.BackupStoreSetting, cancel).ConfigureAwait(false);
        var told = new EventRecord(
            connection.Ports.Time.GetUtcNow(), connection.Actor, Subjects.Cluster(connection.Ports.Cluster), "BackupStoreSet",
            $"Backups go to {url}.");
        await new EventLog(connection.Ports.Store).AppendAsync(told, cancel).ConfigureAwait(false);
    }

    /// <summary>The backups of a service, or of all services when null, the oldest of each first. What can't be read is listed too.</summary>
    /// <param name="store">The store's URL; null for the cluster's own.</param>
    /// <exception cref="FireCampException">No store is named and none was set; or it can't be used.</exception>
    public async Task<IReadOnlyList<Backup>> ListAsync(string? store, string? service, CancellationToken cancel)
    {
        var url = await StoreAsync(store, cancel).ConfigureAwait(false);
        var opened = await BackupStoreFactory.OpenAsync(url, connection.Ports.Secrets, cancel).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            return await new BackupShelf(opened).ListAsync(service, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The backups with the moments that each can be brought to by its service's archived log, as of now.</summary>
    /// <exception cref="FireCampException">The store can't be used, or the log is encrypted with another cluster's key.</exception>
    public async Task<IReadOnlyList<Backup>> WithRangesAsync(IReadOnlyList<Backup> backups, CancellationToken cancel)
    {
        var found = new List<Backup>();
        foreach (var group in backups.GroupBy(b => (b.Store, b.Service)))
        {
            var ranges = group.Any(b => b.RestorableFrom is not null)
                ? await connection.Ports.Backups.FindRangesAsync(group.Key.Store, group.Key.Service, cancel).ConfigureAwait(false)
                : new Dictionary<string, RecoveryRange>();
            found.AddRange(group.Select(b => ranges.TryGetValue(b.Id, out var range)
                ? b with { RestorableTo = range.To, MissingSegment = $"{range.Missing}" }
                : b));
        }

        return found;
    }

    /// <param name="id">As it is, whatever service it is of.</param>
    /// <exception cref="NotFoundException">The store has no such backup.</exception>
    public async Task<Backup> GetAsync(string? store, string id, CancellationToken cancel)
    {
        var url = await StoreAsync(store, cancel).ConfigureAwait(false);
        var opened = await BackupStoreFactory.OpenAsync(url, connection.Ports.Secrets, cancel).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            return await new BackupShelf(opened).GetAsync(id, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>A backup of a service as it is now; its store was tried out, and nothing was written.</summary>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="BackupStoreException">The store can't be used.</exception>
    public async Task<BackupServicePlan> PlanBackupAsync(
        string service, string? store, bool encrypt, string? label, IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        var spec = await reader.ServiceSpecAsync(service, cancel).ConfigureAwait(false);
        var url = await StoreAsync(store, cancel).ConfigureAwait(false);
        await CheckAsync(url, cancel).ConfigureAwait(false);
        var request = new BackupServiceRequest
        {
            Service = spec.Name,
            Id = NewId(spec.Name, connection.Ports.Time.GetUtcNow()),
            Store = url,
            IsEncrypted = encrypt,
            Label = label,
            Tags = tags,
        };
        return await plans.BackupAsync(request, cancel).ConfigureAwait(false);
    }

    /// <summary>A copy of a backup in another store, which was tried out; encrypted if that is asked for, or if the backup is.</summary>
    /// <exception cref="NotFoundException">The store has no such backup.</exception>
    /// <exception cref="AlreadyExistsException">The other store has a backup of the id.</exception>
    /// <exception cref="BackupStoreException">A store can't be used.</exception>
    public async Task<CopyBackupPlan> PlanCopyBackupAsync(RestoreOrder order, string to, bool encrypt, CancellationToken cancel)
    {
        var place = await PlaceAsync(order, cancel).ConfigureAwait(false);
        var backup = await GetAsync(place.Store, place.Id, cancel).ConfigureAwait(false);
        await CheckAsync(to, cancel).ConfigureAwait(false);
        return await FindAsync(to, place.Id, cancel).ConfigureAwait(false) is null
            ? new CopyBackupPlan
            {
                Cluster = connection.Ports.Cluster,
                Place = place,
                To = new BackupPlace(to, place.Service, place.Id),
                IsEncrypted = encrypt || backup.IsEncrypted,
            }
            : throw new AlreadyExistsException("Backup", place.Id, $"Store {to} has it, or another one of that id.") { Target = place.Id };
    }

    /// <summary>As <see cref="GetAsync"/>, but null when the store has no such backup.</summary>
    public async Task<Backup?> FindAsync(string? store, string id, CancellationToken cancel)
    {
        try
        {
            return await GetAsync(store, id, cancel).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    /// <param name="force">Whether the last proven backup of a service may go.</param>
    /// <exception cref="NotFoundException">The store has no such backup.</exception>
    /// <exception cref="BackupParentException">Another backup builds on it.</exception>
    /// <exception cref="FireCampException"><c>BackupLastProven</c>: it is the last one that is known to be good.</exception>
    public async Task<RemoveBackupPlan> PlanRemoveAsync(string? store, string id, bool force, CancellationToken cancel)
    {
        var url = await StoreAsync(store, cancel).ConfigureAwait(false);
        var backup = await GetAsync(url, id, cancel).ConfigureAwait(false);
        var all = await ListAsync(url, backup.Service, cancel).ConfigureAwait(false);
        if (all.FirstOrDefault(b => b.Parent == backup.Id) is { } child)
        {
            throw new BackupParentException(child.Id, backup.Id, "therefore can't be deleted before it");
        }

        var isLastProven = backup.ProvenAt is not null && all.All(b => b.Id == backup.Id || b.ProvenAt is null);
        return isLastProven && !force
            ? throw new FireCampException(
                "BackupLastProven", $"Backup '{backup.Id}' is the last one of '{backup.Service}' that was restored and found good.",
                "Prove another one first (Test-FireCampBackup), or remove it with -Force.") { Target = backup.Id }
            : new RemoveBackupPlan
            {
                Cluster = connection.Ports.Cluster, Place = new BackupPlace(url, backup.Service, backup.Id), IsLastProven = isLastProven,
            };
    }

    /// <summary>A new service with the backup's data.</summary>
    /// <exception cref="InvalidInputException">The backup doesn't fit, or something in the request is wrong; carries every mistake.</exception>
    public async Task<RestoreServicePlan> PlanRestoreAsync(RestoreOrder order, string name, CancellationToken cancel)
        => await plans.RestoreAsync(order, await PlaceAsync(order, cancel).ConfigureAwait(false), name, cancel).ConfigureAwait(false);

    /// <summary>A service with the backup's data in place of its own.</summary>
    /// <param name="service">Null for the one that it was taken of.</param>
    public async Task<RestoreInPlacePlan> PlanRestoreInPlaceAsync(RestoreOrder order, string? service, CancellationToken cancel)
        => await plans.RestoreInPlaceAsync(await PlaceAsync(order, cancel).ConfigureAwait(false), order.To, service, cancel)
            .ConfigureAwait(false);

    /// <summary>A new service with the data that another one has.</summary>
    public Task<CopyServicePlan> PlanCopyAsync(string service, CreateServiceRequest request, CancellationToken cancel)
        => plans.CopyAsync(service, request, cancel);

    /// <summary>The backup is restored into a service that is there for this alone, looked at, and noted as proven.</summary>
    public async Task<TestBackupPlan> PlanTestAsync(RestoreOrder order, CancellationToken cancel)
        => await plans.TestAsync(
            await PlaceAsync(order, cancel).ConfigureAwait(false), $"test-{RandomNumberGenerator.GetHexString(6, lowercase: true)}", cancel)
            .ConfigureAwait(false);

    // A key that the store refuses doesn't take the place of the one that was there.
    private async Task CheckWithAsync(string url, string secret, string keys, CancellationToken cancel)
    {
        var before = await connection.Ports.Secrets.FindAsync(secret, cancel).ConfigureAwait(false);
        await ReplaceAsync(secret, keys, cancel).ConfigureAwait(false);
        try
        {
            await CheckAsync(url, cancel).ConfigureAwait(false);
        }
        catch
        {
            await ReplaceAsync(secret, before, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ReplaceAsync(string secret, string? value, CancellationToken cancel)
    {
        await connection.Ports.Secrets.DeleteAsync(secret, cancel).ConfigureAwait(false);
        if (value is not null)
        {
            await connection.Ports.Secrets.EnsureAsync(secret, value, cancel).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(string url, CancellationToken cancel)
    {
        var store = await BackupStoreFactory.OpenAsync(url, connection.Ports.Secrets, cancel).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.CheckAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Returns when the store can be used.</summary>
    /// <param name="store">Null for the cluster's own.</param>
    /// <exception cref="FireCampException">No store is named and none was set; or it can't be used.</exception>
    internal async Task TryOutAsync(string? store, CancellationToken cancel)
        => await CheckAsync(await StoreAsync(store, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    /// <summary>The backup that an order means: the one that it names or, where it names a service and a moment, the newest before that.</summary>
    /// <exception cref="NotFoundException">The store has no such backup.</exception>
    /// <exception cref="BackupTimeException">The service has none that can be brought to the moment.</exception>
    public async Task<Backup> ResolveAsync(RestoreOrder order, CancellationToken cancel)
    {
        var url = await StoreAsync(order.Store, cancel).ConfigureAwait(false);
        if (order.To is not { } to || NameRules.Check("service", order.Backup, NameRules.ServiceNameLength) is not null
            || (await ListAsync(url, order.Backup, cancel).ConfigureAwait(false)).Count == 0)
        {
            return await GetAsync(url, order.Backup, cancel).ConfigureAwait(false);
        }

        var ranges = await connection.Ports.Backups.FindRangesAsync(url, order.Backup, cancel).ConfigureAwait(false);
        return await GetAsync(url, LogFinder.Choose(order.Backup, ranges, to), cancel).ConfigureAwait(false);
    }

    private async Task<BackupPlace> PlaceAsync(RestoreOrder order, CancellationToken cancel)
    {
        var backup = await ResolveAsync(order, cancel).ConfigureAwait(false);
        return new BackupPlace(backup.Store, backup.Service, backup.Id, order.KeyFile);
    }

    internal async Task<string> StoreAsync(string? store, CancellationToken cancel)
        => store ?? await FindStoreAsync(cancel).ConfigureAwait(false)
            ?? throw new FireCampException(
                "BackupStoreNotNamed", $"Cluster '{connection.Ports.Cluster}' has no backup store of its own, and none is named.",
                "Name one with -Store file:///folder or s3://bucket/prefix, or set the cluster's with Set-FireCampBackupStore.");

    private static string NewId(string service, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return $"{NameRules.Key(service)}-{time}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
    }
}
