namespace FireCamp.Engine.Dns;

/// <summary>Names in the machine's hosts file, in a marked block of the cluster's own; every other byte stays as it is.</summary>
/// <remarks>
/// Where the file can't be written, names can't be used and nothing is done: clients are given addresses. Changes are made
/// under a lock, and in place: the file is often a mount of its own that can't be replaced.
/// </remarks>
public sealed class HostsFileDnsProvider(string path, string cluster) : IDnsProvider
{
    /// <summary>EWOULDBLOCK of flock: another engine is writing just now.</summary>
    private const int LockedByAnother = 11;

    private readonly HostsBlock block = new(cluster);

    public bool IsAvailable { get; } = CanWrite(path);

    public Task EnsureAsync(IReadOnlyDictionary<string, string> addressByHost, CancellationToken cancel)
        => ChangeAsync(
            records =>
            {
                foreach (var (host, address) in addressByHost)
                {
                    records[host.ToLowerInvariant()] = address;
                }
            },
            cancel);

    public Task DeleteAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel)
        => ChangeAsync(
            records =>
            {
                foreach (var host in hosts)
                {
                    records.Remove(host.ToLowerInvariant());
                }
            },
            cancel);

    public async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancel)
        => IsAvailable
            ? block.Read(await ReadAsync(cancel).ConfigureAwait(false))
            : new Dictionary<string, string>();

    private async Task<string> ReadAsync(CancellationToken cancel)
    {
        using var file = await LockedHostsFile.OpenAsync(path, cancel).ConfigureAwait(false);
        return await file.ReadAsync(cancel).ConfigureAwait(false);
    }

    private async Task ChangeAsync(Action<SortedDictionary<string, string>> change, CancellationToken cancel)
    {
        if (!IsAvailable)
        {
            return;
        }

        using var file = await LockedHostsFile.OpenAsync(path, cancel).ConfigureAwait(false);
        var before = await file.ReadAsync(cancel).ConfigureAwait(false);
        var records = block.Read(before);
        change(records);
        var after = block.Write(before, records);
        if (after != before)
        {
            await file.WriteAsync(after).ConfigureAwait(false);
        }
    }

    private static bool CanWrite(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (IOException e) when (e.HResult == LockedByAnother)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
