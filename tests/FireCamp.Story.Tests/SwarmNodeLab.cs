using FireCamp.Engine;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Processes;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests;

/// <summary>A real swarm of one manager and four workers, with a cluster and a Redis service of three members, one a zone.</summary>
/// <remarks>
/// Zone a has two workers, b and c one each: members of those can't move. Agents talk to each other over the lab's network, as on machines of
/// their own, so that a node that is cut off gets no pledges.
/// </remarks>
public sealed class SwarmNodeLab : IAsyncLifetime
{
    public const string Service = "cache";

    /// <summary>Longer than an agent takes to start on a machine that runs five nodes and is busy besides.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    private const string Purpose = "swnode";

    private static readonly Dictionary<string, string> NoSecrets = [];

    private SwarmLabCluster? lab;
    private IMetadataStore? store;

    public SwarmLab Lab => lab!.Swarm;

    public ClusterEngine Engine => lab!.Cluster;

    public IMetadataStore Store => store!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Checkout.Agent) || (await SwarmLabRequirements.MissingAsync()).Length > 0)
        {
            return;
        }

        try
        {
            await StartAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception e)
        {
            var evidence = lab is null ? "" : $"{await TasksAsync()}\n{Logs()}";
            await DisposeAsync();
            throw new InvalidOperationException($"The nodes' lab doesn't start: {e.Message}\n{evidence}", e);
        }
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        lab = await SwarmLabCluster.StartAsync(Purpose, cancel, workers: 4, Lease);
        var url = BareSwarm.Request(Lab).Settings["MetadataStore"];
        store = await MetadataStoreFactory.OpenAsync(url, BareSwarm.Cluster, create: false, TimeProvider.System, cancel);
        await CreateAsync(Requests.Redis(Service), cancel);
    }

    /// <summary>What is missing is said by a skip.</summary>
    public static async Task RequireAsync()
    {
        await Requirements.RequireSwarmLabAsync();
        Requirements.RequireAgent();
    }

    public async Task CreateAsync(CreateServiceRequest request, CancellationToken cancel)
        => await RunAsync(await Engine.PlanCreateServiceAsync(request, cancel), null, cancel);

    public Task<Engine.Operations.Operation> RunAsync(
        OperationPlan plan, IProgress<Engine.Operations.OperationProgress>? progress, CancellationToken cancel)
        => Engine.RunAsync(plan, NoSecrets, progress, cancel);

    public async Task<ILedger> OpenLedgerAsync(CancellationToken cancel)
        => await RedisLedger.OpenAsync(
            [.. (await Engine.ListEndpointsAsync(Service, cancel)).Where(e => e.Role == MemberRole.Primary)],
            await Engine.GetCredentialAsync(Service, null, cancel));

    /// <summary>The service's members once all are ready.</summary>
    public async Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancel)
    {
        await Engine.WaitServiceAsync(Service, ServicePhase.Ready, Soon.Deadline, null, cancel);
        return [.. (await Engine.ListMembersAsync(Service, cancel)).OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    /// <summary>All that must stay as it is while members are left alone: claims, and containers with their first processes.</summary>
    public async Task<IReadOnlyList<string>> SceneAsync(CancellationToken cancel)
    {
        var claims = await Store.ListAsync(Keys.Claims(), MetadataJson.Default.MemberClaim, cancel);
        var containers = new List<string>();
        foreach (var node in Enumerable.Range(1, 5))
        {
            var ids = await Lab.DockerAsync(node, ["ps", "--quiet", "--no-trunc"], cancel);
            foreach (var id in ids.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var format = $"n{node} {{{{.Name}}}} {{{{.Id}}}} {{{{.State.Pid}}}} {{{{.RestartCount}}}}";
                containers.Add((await Lab.DockerAsync(node, ["inspect", "--format", format, id], cancel)).Trim());
            }
        }

        return [.. claims.Select(c => c.Value.ToString()).Order(StringComparer.Ordinal), .. containers.Order(StringComparer.Ordinal)];
    }

    /// <summary>The first process of the member's container, as this machine sees it.</summary>
    public async Task<LabProcess> ServerOfAsync(Member member, CancellationToken cancel)
    {
        var container = await Lab.DockerAsync(
            new LabMachine(member.Node!), ["ps", "--quiet", "--no-trunc", "--filter", $"volume={member.Volumes[0].Name}"], cancel);
        return ProcessTable.InGroup(container.Trim()).Single(p => p.Program == "redis-server");
    }

    /// <summary>How often a node's agent has come up.</summary>
    public int UpsOf(string node)
        => File.ReadLines(Path.Combine(Lab.Path, node, "hook.log")).Count(l => l.Contains(" is up as ", StringComparison.Ordinal));

    public string Logs()
        => string.Join('\n', Directory.GetFiles(Lab.Path, "hook.log", SearchOption.AllDirectories)
            .Select(f => $"== {f}\n{string.Join('\n', File.ReadLines(f).TakeLast(40))}"));

    /// <summary>What the swarm says of the members' tasks.</summary>
    public Task<string> TasksAsync()
        => Lab.DockerAsync(
            1, ["node", "ps", "--no-trunc", "--format", "{{.Name}} {{.Node}} {{.CurrentState}} {{.Error}}", "n1", "n2", "n3", "n4", "n5"],
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (lab?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
