using FireCamp.Engine.Dns;

namespace FireCamp.Testing.Fakes;

/// <summary>Names in memory.</summary>
public sealed class FakeDns : IDnsProvider
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, string> records = new(StringComparer.OrdinalIgnoreCase);

    public bool IsAvailable => true;

    public Task EnsureAsync(IReadOnlyDictionary<string, string> addressByHost, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            foreach (var (host, address) in addressByHost)
            {
                records[host] = address;
            }
        }

        return Task.CompletedTask;
    }

    public Task DeleteAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            foreach (var host in hosts)
            {
                records.Remove(host);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(records));
        }
    }
}
