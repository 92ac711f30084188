namespace FireCamp.Engine.Dns;

/// <summary>Gives members their lasting names.</summary>
public interface IDnsProvider
{
    /// <summary>Whether names can be used; when not, clients are given addresses.</summary>
    bool IsAvailable { get; }

    /// <summary>Every host has its address and no other; records of other hosts are left alone. A repeat changes nothing.</summary>
    Task EnsureAsync(IReadOnlyDictionary<string, string> addressByHost, CancellationToken cancel);

    /// <summary>The hosts have no record; absent ones are success.</summary>
    Task DeleteAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel);

    /// <summary>All records in the cluster's domain.</summary>
    Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancel);
}
