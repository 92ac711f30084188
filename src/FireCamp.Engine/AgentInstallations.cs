using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Platforms.Swarm.Installing;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine;

/// <summary>Puts agents on the machines of swarms, and replaces the certificates that they and engines trust each other by.</summary>
public sealed class AgentInstallations
{
    private readonly FireCampEngine engine;
    private readonly SwarmConnector swarms;

    internal AgentInstallations(FireCampEngine engine, SwarmConnector swarms)
    {
        this.engine = engine;
        this.swarms = swarms;
    }

    private EngineSettings Settings => engine.Settings;

    /// <summary>All machines of the cluster's swarm, managers too.</summary>
    /// <exception cref="FireCampException">There is no such cluster on a swarm, or its managers can't be reached.</exception>
    public Task<IReadOnlyList<Machine>> ListMachinesAsync(string cluster, CancellationToken cancel)
        => ListAsync(SettingsOf(cluster), cancel);

    /// <summary>All machines of the swarm that a cluster is to be made on; none while the request doesn't tell how to reach it.</summary>
    public async Task<IReadOnlyList<Machine>> ListMachinesAsync(CreateClusterRequest request, CancellationToken cancel)
    {
        var settings = SwarmSettings.Of(request.Settings);
        var mistakes = SwarmConnectionCheck.Check(settings.Connection(), Settings.Time);
        return mistakes.Count > 0 ? [] : await ListAsync(settings, cancel).ConfigureAwait(false);
    }

    /// <summary>Looks at the machines; changes nothing.</summary>
    /// <exception cref="InvalidInputException">Something is wrong with the request or with machines; carries every mistake.</exception>
    public Task<AgentInstallPlan> PlanAsync(string cluster, AgentInstallRequest request, CancellationToken cancel)
        => PlanAsync(cluster, SettingsOf(cluster), request, cancel);

    /// <summary>Plans a new cluster whose agents are installed with it.</summary>
    /// <exception cref="InvalidInputException">Carries every mistake, of the cluster and of the machines.</exception>
    public async Task<(OperationPlan Cluster, AgentInstallPlan Agents)> PlanCreateAsync(
        CreateClusterRequest request, AgentInstallRequest install, CancellationToken cancel)
    {
        if (!request.Platform.Equals(swarms.Platform, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidInputException("ClusterInvalid", $"Cluster '{request.Name}'",
                [new Mistake("InstallAgent", $"goes with the platform Swarm; on {request.Platform} there is nothing to install.")]);
        }

        InvalidInputException? wrong = null;
        OperationPlan? plan = null;
        try
        {
            plan = await engine.Clusters.PlanCreateAsync(request with { InstallsAgents = true }, cancel).ConfigureAwait(false);
        }
        catch (InvalidInputException e)
        {
            wrong = e;
        }

        try
        {
            var agents = await PlanAsync(request.Name, SwarmSettings.Of(request.Settings), install, cancel).ConfigureAwait(false);
            return plan is not null ? (plan, agents) : throw wrong!;
        }
        catch (InvalidInputException e) when (wrong is not null && e != wrong)
        {
            throw new InvalidInputException(wrong.ErrorId, $"Cluster '{request.Name}'", [.. wrong.Mistakes, .. e.Mistakes]);
        }
        catch (FireCampException e) when (wrong is not null && e != wrong)
        {
            throw wrong;
        }
    }

    /// <summary>Every node of the plan has the agent, and it is up; the swarm knows the volume driver of those that members may run on.</summary>
    /// <exception cref="FireCampException">Nodes failed; names them.</exception>
    public async Task<IReadOnlyList<InstalledAgent>> RunAsync(
        AgentInstallPlan plan, IProgress<AgentInstallProgress>? progress, CancellationToken cancel)
    {
        var store = await OpenAsync(plan.Cluster, plan.Settings, cancel).ConfigureAwait(false);
        await using var _ = store.ConfigureAwait(false);
        var (authority, own) = swarms.TrustOf(plan.Cluster, store);
        await authority.EnsureAsync(cancel).ConfigureAwait(false);
        await own.KeepAsync(cancel).ConfigureAwait(false);
        var wait = new AgentWait(
            store, own.Identities, Settings.Time,
            plan.Request.InContainer ? "docker logs firecamp-agent" : "journalctl -u firecamp-agent");
        var key = swarms.KeyOf(plan.Cluster);
        var installed = await new AgentInstaller(plan, authority, wait, key, progress).RunAsync(cancel).ConfigureAwait(false);
        if (plan.Request.OutputPath is null)
        {
            using var swarm = new SwarmConnection(plan.Settings.Connection(), Settings.Time);
            await new DriverWait(new SwarmNodes(swarm), plan.Settings.MembersOnManagers, Settings.Time)
                .UntilKnownAsync([.. plan.Nodes.Select(n => n.Name)], cancel).ConfigureAwait(false);
        }

        return installed;
    }

    /// <summary>The cluster has a new certificate authority, and all agents certificates of it; nobody was interrupted.</summary>
    /// <exception cref="FireCampException">An agent didn't follow in time; a repeat goes on.</exception>
    public async Task ReplaceAuthorityAsync(string cluster, IProgress<string>? progress, CancellationToken cancel)
    {
        var store = await OpenAsync(cluster, SettingsOf(cluster), cancel).ConfigureAwait(false);
        await using var _ = store.ConfigureAwait(false);
        var (authority, own) = swarms.TrustOf(cluster, store);
        await own.KeepAsync(cancel).ConfigureAwait(false);
        var leases = await store.ListAsync(Keys.Leases, MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
        var agents = leases.Select(l => l.Value).Where(l => l.Endpoint.StartsWith("https:", StringComparison.Ordinal))
            .ToDictionary(l => l.Node, l => l.Endpoint);
        await new AuthorityChange(authority, own, Environment.MachineName, agents, Settings.Time).RunAsync(progress, cancel).ConfigureAwait(false);
    }

    private async Task<AgentInstallPlan> PlanAsync(string cluster, SwarmSettings settings, AgentInstallRequest request, CancellationToken cancel)
        => await new AgentInstallPlanner(cluster, settings, request, Settings.Time)
            .PlanAsync(await ListAsync(settings, cancel).ConfigureAwait(false), Settings.AgentBundle, cancel).ConfigureAwait(false);

    private async Task<IReadOnlyList<Machine>> ListAsync(SwarmSettings settings, CancellationToken cancel)
    {
        using var swarm = new SwarmConnection(settings.Connection(), Settings.Time);
        var nodes = await new SwarmNodes(swarm).ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false);
        return [.. nodes.Select(n => new Machine(n.Name, n.Address, n.IsManager))];
    }

    private SwarmSettings SettingsOf(string cluster)
        => swarms.Has(cluster)
            ? swarms.SettingsOf(cluster)
            : throw new NotFoundException(
                "Cluster", cluster, "Agents are installed on clusters of the platform Swarm; Get-FireCampCluster lists clusters.")
            {
                Target = cluster,
            };

    private Task<IMetadataStore> OpenAsync(string cluster, SwarmSettings settings, CancellationToken cancel)
        => MetadataStoreFactory.OpenAsync(settings.MetadataStore, cluster, create: false, Settings.Time, cancel);
}
