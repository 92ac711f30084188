using System.Text;

namespace FireCamp.Engine.Dns;

/// <summary>Keeps names in this machine's hosts file, in a block of the cluster's own.</summary>
/// <remarks>
/// The file is replaced in one move where its folder lets it be. A container's hosts file is mounted by itself and can
/// only be written in place; a reader may then see it between two states. Clusters and processes take turns by a lock.
/// Where the file can't be written there are no names, and clients are given addresses.
/// </remarks>
public sealed class HostsFileDnsProvider(string path, string cluster, TimeProvider? time = null) : IDnsProvider
{
    public const string DefaultPath = "/etc/hosts";

    // A link is followed, so that what it points to is replaced and not the link.
    private readonly string path = File.Exists(path)
        ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path
        : path;

    public bool IsAvailable => HostsFileAccess.CanWrite(path);

    public Task EnsureAsync(IReadOnlyDictionary<string, string> addressByHost, CancellationToken cancel)
        => ChangeAsync(
            entries =>
            {
                foreach (var (host, address) in addressByHost)
                {
                    entries[host] = address;
                }
            },
            cancel);

    public Task DeleteAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel)
        => ChangeAsync(
            entries =>
            {
                foreach (var host in hosts)
                {
                    entries.Remove(host);
                }
            },
            cancel);

    public async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>();
        }

        var text = await File.ReadAllTextAsync(path, Encoding.Latin1, cancel).ConfigureAwait(false);
        return HostsBlock.Parse(text, cluster).Entries;
    }

    private async Task ChangeAsync(Action<SortedDictionary<string, string>> change, CancellationToken cancel)
    {
        if (!IsAvailable)
        {
            return;
        }

        try
        {
            using var turn = await HostsFileAccess.EnterAsync(path, time ?? TimeProvider.System, cancel).ConfigureAwait(false);
            var text = await File.ReadAllTextAsync(path, Encoding.Latin1, cancel).ConfigureAwait(false);
            var block = HostsBlock.Parse(text, cluster);
            change(block.Entries);
            if (block.ToString() is var changed && changed != text)
            {
                HostsFileAccess.Write(path, Encoding.Latin1.GetBytes(changed));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NamesUnwritableException(path, e);
        }
    }
}
