using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine;

/// <summary>Finds out whether a cluster on a swarm can be reached with what a user gives, and what the cluster itself says of the rest.</summary>
internal sealed class SwarmLink(SwarmFolders folders, TimeProvider time)
{
    /// <summary>The request with every setting.</summary>
    /// <exception cref="InvalidInputException">Carries every mistake.</exception>
    public async Task<ConnectClusterRequest> FindAsync(ConnectClusterRequest request, CancellationToken cancel)
    {
        List<Mistake> mistakes = [.. new[] { NameRules.Check("cluster", request.Name, NameRules.ClusterNameLength) }.OfType<Mistake>()];
        var keyMistake = Try("Key", () => new FileKeyProvider(request.KeyFile).Require());
        mistakes.AddRange(keyMistake);
        var (spec, recorded) = await ReadAsync(request, keyMistake.Count == 0, mistakes, cancel).ConfigureAwait(false);
        var named = new Dictionary<string, string>(recorded);
        foreach (var (name, value) in Known(spec?.Name ?? request.Name).Concat(request.Settings))
        {
            named[name] = value;
        }

        var settings = SwarmSettings.Of(named);
        mistakes.AddRange(SwarmSettingsCheck.MistakesIn(settings, time).Where(m => mistakes.All(n => n.Where != m.Where) && IsOwn(m, named, spec)));
        mistakes.AddRange(await ManagersAsync(settings, cancel).ConfigureAwait(false));
        mistakes.AddRange(OtherKey(request));
        return mistakes.Count > 0
            ? throw new InvalidInputException("ClusterUnreachable", $"Cluster '{request.Name}'", mistakes)
            : request with { Name = spec!.Name, Settings = named };
    }

    private async Task<(ClusterSpec? Spec, IReadOnlyDictionary<string, string> Recorded)> ReadAsync(
        ConnectClusterRequest request, bool hasKey, List<Mistake> mistakes, CancellationToken cancel)
    {
        var nothing = new Dictionary<string, string>();
        if (request.Settings.GetValueOrDefault(nameof(SwarmSettings.MetadataStore)) is not { Length: > 0 } url || request.Name.Length == 0)
        {
            return (null, nothing);
        }

        try
        {
            var store = await MetadataStoreFactory.OpenAsync(url, request.Name, create: false, time, cancel).ConfigureAwait(false);
            await using var _ = store.ConfigureAwait(false);
            var spec = (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?.Value;
            if (spec is not { Platform: "Swarm" })
            {
                mistakes.Add(new Mistake("MetadataStore", $"there is no cluster '{request.Name}' on a swarm in it."));
            }
            else if (hasKey)
            {
                mistakes.AddRange(await OpensAsync(store, request.KeyFile, cancel).ConfigureAwait(false));
            }

            return (spec, await SwarmRecord.ReadAsync(store, cancel).ConfigureAwait(false));
        }
        catch (FireCampException e)
        {
            mistakes.Add(new Mistake("MetadataStore", e.Message));
            return (null, nothing);
        }
    }

    // While the cluster's own record can't be read, what it would say isn't missing.
    private static bool IsOwn(Mistake mistake, Dictionary<string, string> named, ClusterSpec? spec)
        => spec is not null
            || mistake.Where is not ("Manager" or "DnsServer" or "StaticIpPool" or "SharedStorage")
            || named.ContainsKey(mistake.Where);

    /// <summary>What this home knows of it already.</summary>
    private IReadOnlyDictionary<string, string> Known(string cluster)
        => folders.Has(cluster) ? folders.Read(cluster).Named() : new Dictionary<string, string>();

    private async Task<IReadOnlyList<Mistake>> ManagersAsync(SwarmSettings settings, CancellationToken cancel)
    {
        if (SwarmConnectionCheck.Check(settings.Connection(), time).Count > 0)
        {
            return [];
        }

        using var swarm = new SwarmConnection(settings.Connection(), time);
        var wrong = await swarm.CheckAsync(cancel).ConfigureAwait(false);
        return wrong.Count == settings.Managers.Count ? wrong : [];
    }

    private static async Task<IReadOnlyList<Mistake>> OpensAsync(IMetadataStore store, string keyFile, CancellationToken cancel)
    {
        try
        {
            var secrets = new SealedSecretStore(store, new FileKeyProvider(keyFile));
            _ = await new KeyCheck(store, secrets, keyFile).RunAsync(cancel).ConfigureAwait(false);
            return [];
        }
        catch (SecretException)
        {
            return [new Mistake("Key", $"the key in '{keyFile}' doesn't open this cluster's secrets: it is another cluster's.")];
        }
    }

    // The key that lies here may be the only copy of it.
    private IReadOnlyList<Mistake> OtherKey(ConnectClusterRequest request)
    {
        var own = folders.KeyOf(request.Name);
        return File.Exists(own) && File.Exists(request.KeyFile) && !File.ReadAllBytes(own).AsSpan().SequenceEqual(File.ReadAllBytes(request.KeyFile))
            ? [new Mistake("Key", $"this machine knows a cluster '{request.Name}' with another key, '{own}': Disconnect-FireCampCluster forgets it.")]
            : [];
    }

    private static IReadOnlyList<Mistake> Try(string name, Action read)
    {
        try
        {
            read();
            return [];
        }
        catch (FireCampException e)
        {
            return [new Mistake(name, e.Message)];
        }
    }
}
