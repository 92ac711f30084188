using FireCamp.Engine.Catalog;
using FireCamp.Engine.Health;
using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine;

/// <summary>A connected cluster: its nodes, services, members, operations and events.</summary>
public sealed class ClusterEngine : IAsyncDisposable
{
    private readonly ClusterConnection connection;
    private readonly ClusterReader reader;
    private readonly ServicePlans plans;
    private readonly NodePlans nodePlans;
    private readonly ServicePolicies policies;
    private readonly ServiceExaminer examiner;

    private readonly Func<ClusterEngine, Operation, Task> settle;

    /// <param name="settle">What is left to do outside the cluster once an operation on it is finished.</param>
    internal ClusterEngine(ClusterConnection connection, ServiceCatalog catalog, Func<ClusterEngine, Operation, Task> settle)
    {
        this.connection = connection;
        this.settle = settle;
        reader = new ClusterReader(connection);
        plans = new ServicePlans(connection, reader, catalog);
        nodePlans = new NodePlans(connection, reader, plans);
        policies = new ServicePolicies(connection, reader);
        var backupPlans = new BackupPlans(connection, reader, catalog);
        Queue = new ClusterQueue(connection, policies, new Replanner(plans, nodePlans, backupPlans));
        examiner = new ServiceExaminer(connection, reader, catalog, Queue);
        Backups = new ClusterBackups(connection, reader, backupPlans);
        BackupPolicies = new ClusterBackupPolicies(connection, Backups);
    }

    public string Name => connection.Ports.Cluster;

    /// <summary>Operations that wait for their time or for an approval; the way in for those that disrupt services.</summary>
    public ClusterQueue Queue { get; }

    /// <summary>Backups, and what is made of them.</summary>
    public ClusterBackups Backups { get; }

    /// <summary>When services are backed up by themselves, and what of that is kept.</summary>
    public ClusterBackupPolicies BackupPolicies { get; }

    internal ClusterReader Reader => reader;

    internal ClusterConnection Connection => connection;

    public Task<IReadOnlyList<NodeStatus>> ListNodesAsync(CancellationToken cancel) => connection.Ports.Platform.ListNodesAsync(cancel);

    /// <summary>The node's agent runs. One that does already is left alone.</summary>
    /// <exception cref="NotFoundException">There is no such node.</exception>
    public async Task<NodeStatus> StartNodeAsync(string node, CancellationToken cancel)
    {
        var spec = await ClusterRecords.NodeAsync(connection.Ports.Store, Name, node, cancel).ConfigureAwait(false);
        NotOnThisPlatformException.ThrowUnless(connection.Ports.Nodes.OwnsNodes, $"start node {spec.Name}", spec.Name);
        await connection.Ports.Nodes.StartAsync(spec, cancel).ConfigureAwait(false);
        await NoteAsync(Subjects.Node(spec.Name), "Started", $"Node {spec.Name} was started.", cancel).ConfigureAwait(false);
        return await NodeAsync(spec.Name, cancel).ConfigureAwait(false);
    }

    /// <summary>The node's agent doesn't run: stopped in order (its members move first), or killed when <paramref name="crash"/>.</summary>
    /// <exception cref="NotFoundException">There is no such node.</exception>
    public async Task<NodeStatus> StopNodeAsync(string node, bool crash, CancellationToken cancel)
    {
        var spec = await ClusterRecords.NodeAsync(connection.Ports.Store, Name, node, cancel).ConfigureAwait(false);
        NotOnThisPlatformException.ThrowUnless(connection.Ports.Nodes.OwnsNodes, $"stop node {spec.Name}", spec.Name);
        await (crash ? connection.Ports.Nodes.CrashAsync(spec, cancel) : connection.Ports.Nodes.StopAsync(spec, cancel)).ConfigureAwait(false);
        await NoteAsync(Subjects.Node(spec.Name), crash ? "Crashed" : "Stopped",
            $"Node {spec.Name} was {(crash ? "killed" : "stopped in order")}.", cancel).ConfigureAwait(false);
        return await NodeAsync(spec.Name, cancel).ConfigureAwait(false);
    }

    /// <param name="force">Members that have nowhere to go may be down, and those that aren't ready are passed over.</param>
    /// <exception cref="NotFoundException">There is no such node.</exception>
    public Task<OperationPlan> PlanSuspendNodeAsync(string node, bool force, CancellationToken cancel) => nodePlans.SuspendAsync(node, force, cancel);

    /// <exception cref="NotFoundException">There is no such node.</exception>
    public Task<OperationPlan> PlanResumeNodeAsync(string node, CancellationToken cancel) => nodePlans.ResumeAsync(node, cancel);

    /// <summary>All services but those that are there to prove a backup.</summary>
    public async Task<IReadOnlyList<Service>> ListServicesAsync(CancellationToken cancel)
        => [.. (await OwnSightsAsync(cancel).ConfigureAwait(false)).Select(ServiceObserver.Service)];

    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task<Service> GetServiceAsync(string name, CancellationToken cancel)
        => ServiceObserver.Service(await reader.SightAsync(name, cancel).ConfigureAwait(false));

    /// <summary>Members of one service, or of all when null, in plan order.</summary>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task<IReadOnlyList<Member>> ListMembersAsync(string? service, CancellationToken cancel)
        => service is null
            ? [.. (await OwnSightsAsync(cancel).ConfigureAwait(false)).SelectMany(ServiceObserver.Members)]
            : ServiceObserver.Members(await reader.SightAsync(service, cancel).ConfigureAwait(false));

    /// <summary>Where clients reach the service's members, primaries first.</summary>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task<IReadOnlyList<Endpoint>> ListEndpointsAsync(string service, CancellationToken cancel)
        => Endpoints.Of(await reader.SightAsync(service, cancel).ConfigureAwait(false), connection.Ports.Dns.IsAvailable);

    /// <param name="name">The credential's name; null for the kind's first.</param>
    /// <exception cref="NotFoundException">There is no such service or credential.</exception>
    public async Task<Credential> GetCredentialAsync(string service, string? name, CancellationToken cancel)
    {
        var spec = await reader.ServiceSpecAsync(service, cancel).ConfigureAwait(false);
        var credential = spec.Credentials.FirstOrDefault(c => name is null || c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException("Credential", name ?? spec.Name,
                $"Service '{spec.Name}' has: {string.Join(", ", spec.Credentials.Select(c => c.Name))}.") { Target = name };
        var password = await connection.Ports.Secrets.FindAsync(credential.SecretId, cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Credential", credential.Name, "The service's creation has not come so far yet.") { Target = name };
        return new Credential(spec.Name, credential.Name, credential.UserName, password);
    }

    /// <exception cref="InvalidInputException">Carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public Task<OperationPlan> PlanCreateServiceAsync(CreateServiceRequest request, CancellationToken cancel) => plans.CreateAsync(request, cancel);

    public Task<OperationPlan> PlanStartServiceAsync(string service, CancellationToken cancel) => plans.StartAsync(service, cancel);

    public Task<OperationPlan> PlanStopServiceAsync(string service, CancellationToken cancel) => plans.StopAsync(service, cancel);

    /// <param name="members">Only these; all when empty.</param>
    public Task<OperationPlan> PlanRestartServiceAsync(string service, IReadOnlyList<string> members, CancellationToken cancel)
        => plans.RestartAsync(service, members, cancel);

    /// <exception cref="InvalidInputException">Carries every mistake.</exception>
    /// <exception cref="NotFoundException">There is no such service or revision.</exception>
    public Task<UpdateServicePlan> PlanUpdateServiceAsync(UpdateServiceRequest request, CancellationToken cancel)
        => plans.UpdateAsync(request, cancel);

    /// <exception cref="InvalidInputException">Carries every mistake.</exception>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public Task<OperationPlan> PlanAddReplicasAsync(AddReplicasRequest request, CancellationToken cancel) => plans.AddReplicasAsync(request, cancel);

    /// <exception cref="InvalidInputException">Carries every mistake.</exception>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public Task<OperationPlan> PlanRemoveReplicasAsync(RemoveReplicasRequest request, CancellationToken cancel)
        => plans.RemoveReplicasAsync(request, cancel);

    /// <exception cref="InvalidInputException">There is no such member or shard, or it must be said which.</exception>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="FireCampException">There is no replica that could become primary now; says why.</exception>
    public Task<OperationPlan> PlanSwitchPrimaryAsync(SwitchPrimaryRequest request, CancellationToken cancel) => plans.SwitchAsync(request, cancel);

    /// <summary>What a service was and is, the newest revision first.</summary>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task<IReadOnlyList<Revision>> ListRevisionsAsync(string service, CancellationToken cancel)
        => RevisionHistory.Of(
            await reader.ServiceSpecAsync(service, cancel).ConfigureAwait(false),
            await reader.RevisionsAsync(service, cancel).ConfigureAwait(false));

    public Task<OperationPlan> PlanRemoveServiceAsync(string service, bool removeVolumes, CancellationToken cancel)
        => plans.RemoveAsync(service, removeVolumes, cancel);

    /// <summary>What is right and wrong with the service; nothing is different afterwards.</summary>
    /// <param name="checks">Only these, of <see cref="ServiceChecks.All"/>.</param>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public Task<IReadOnlyList<ServiceCheck>> TestServiceAsync(string service, IReadOnlyList<IServiceCheck> checks, CancellationToken cancel)
        => examiner.ExamineAsync(service, checks, cancel);

    /// <summary>The service asks this of disruptive operations from now on.</summary>
    /// <param name="windows">As people write them; null leaves those that there are, none at all lets operations begin at any time.</param>
    /// <param name="requireApproval">Null leaves it as it is.</param>
    /// <exception cref="InvalidInputException">A window can't be read; carries every mistake.</exception>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public Task SetPolicyAsync(string service, IReadOnlyList<string>? windows, bool? requireApproval, CancellationToken cancel)
        => policies.SetAsync(service, windows, requireApproval, cancel);

    /// <summary>
    /// Carries out a plan for a new service. When another that was planned at the same time gets its addresses, it is taken back, planned anew and
    /// carried out again.
    /// </summary>
    /// <param name="request">What the plan was made of.</param>
    /// <param name="secrets">Passwords that the user gave, by credential name; sealed into the operation.</param>
    public async Task<Operation> CreateServiceAsync(
        CreateServiceRequest request, OperationPlan plan, IReadOnlyDictionary<string, string> secrets, IProgress<OperationProgress>? progress,
        CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await RunAsync(plan, secrets, progress, cancel).ConfigureAwait(false);
            }
            catch (OperationFailedException e) when (e.ErrorId == MemberAddresses.TakenErrorId && e.Operation.State == OperationState.Undone)
            {
                plan = await PlanCreateServiceAsync(request, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Carries a plan out as an operation.</summary>
    /// <param name="secrets">Passwords that the user gave, by credential name; sealed into the operation.</param>
    public async Task<Operation> RunAsync(
        OperationPlan plan, IReadOnlyDictionary<string, string> secrets, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        await PlanRun.PrepareAsync(connection, plan, progress, cancel).ConfigureAwait(false);
        return await connection.Runner.RunAsync(plan, secrets, progress, cancel).ConfigureAwait(false);
    }

    /// <summary>Returns once the service is in the phase.</summary>
    /// <exception cref="OperationBlockedException">It isn't within <paramref name="timeout"/>; names what blocks.</exception>
    public Task<Service> WaitServiceAsync(
        string service, ServicePhase phase, TimeSpan timeout, IProgress<Service>? progress, CancellationToken cancel)
        => new ServiceWait(connection.Ports, reader).UntilAsync(service, phase, timeout, progress, cancel);

    /// <summary>The services, or one, as they are now; and again a quarter of a second after that may have changed, and every second.</summary>
    /// <exception cref="NotFoundException">There is no such service, or not any more.</exception>
    public IAsyncEnumerable<IReadOnlyList<WatchedService>> WatchServicesAsync(string? service, CancellationToken cancel)
        => new ServiceWatch(connection.Ports, reader).WatchAsync(service, cancel);

    public Task<ExecResult> ExecuteAsync(
        string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel)
        => connection.Ports.Executor.ExecuteAsync(service, member, request, output, cancel);

    public IAsyncEnumerable<LogLine> ReadLogAsync(LogQuery query, CancellationToken cancel) => connection.Logs.ReadAsync(query, cancel);

    /// <summary>Unfinished operations, and finished ones too when asked; newest first.</summary>
    public async Task<IReadOnlyList<Operation>> ListOperationsAsync(bool finished, CancellationToken cancel)
        => [.. (await connection.Operations.ListAsync(cancel).ConfigureAwait(false)).Where(o => finished || !o.IsFinished)];

    /// <summary>Finishes an interrupted or failed operation; begins a queued one that is due.</summary>
    /// <param name="force">Whether a queued one begins although it isn't due.</param>
    public async Task<Operation> ResumeOperationAsync(string id, bool force, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var resumed = await Queue.FindAsync(id, cancel).ConfigureAwait(false) is null
            ? await connection.Runner.ResumeAsync(id, progress, cancel).ConfigureAwait(false)
            : await Queue.StartAsync(id, force, progress, cancel).ConfigureAwait(false);
        return await SettledAsync(resumed).ConfigureAwait(false);
    }

    /// <summary>Takes back what an interrupted or failed operation did; withdraws a queued one.</summary>
    public async Task<Operation> UndoOperationAsync(string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var undone = await Queue.FindAsync(id, cancel).ConfigureAwait(false) is null
            ? await connection.Runner.UndoAsync(id, progress, cancel).ConfigureAwait(false)
            : await Queue.WithdrawAsync(id, cancel).ConfigureAwait(false);
        return await SettledAsync(undone).ConfigureAwait(false);
    }

    /// <summary>Events, newest last.</summary>
    /// <param name="subject">Only those about it or something below it, such as <c>service/mypg</c>; null for all.</param>
    public Task<IReadOnlyList<EventRecord>> ListEventsAsync(string? subject, DateTimeOffset? since, CancellationToken cancel)
        => new EventLog(connection.Ports.Store).ListAsync(since, subject, cancel);

    public ValueTask DisposeAsync() => connection.Ports.Store.DisposeAsync();

    private async Task<IEnumerable<ServiceSight>> OwnSightsAsync(CancellationToken cancel)
        => (await reader.SightsAsync(null, cancel).ConfigureAwait(false)).Where(s => s.Service.TestOf is null);

    private async Task<Operation> SettledAsync(Operation operation)
    {
        await settle(this, operation).ConfigureAwait(false);
        return operation;
    }

    private async Task<NodeStatus> NodeAsync(string node, CancellationToken cancel)
        => (await ListNodesAsync(cancel).ConfigureAwait(false)).First(n => n.Name == node);

    private Task NoteAsync(string subject, string action, string message, CancellationToken cancel)
        => new EventLog(connection.Ports.Store).AppendAsync(
            new EventRecord(connection.Ports.Time.GetUtcNow(), connection.Actor, subject, action, message), cancel);
}
