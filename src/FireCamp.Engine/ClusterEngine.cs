using FireCamp.Engine.Logs;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine;

/// <summary>A connected cluster: its nodes, services, members, operations and events.</summary>
public sealed class ClusterEngine
{
    public string Name => throw new NotSupportedException();

    public Task<IReadOnlyList<NodeStatus>> ListNodesAsync(CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>The node's agent runs. One that does already is left alone.</summary>
    public Task<NodeStatus> StartNodeAsync(string node, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>The node's agent doesn't run: stopped in order (its members move first), or killed when <paramref name="crash"/>.</summary>
    public Task<NodeStatus> StopNodeAsync(string node, bool crash, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<Service>> ListServicesAsync(CancellationToken cancel) => throw new NotSupportedException();

    /// <exception cref="NotFoundException">There is no such service.</exception>
    public Task<Service> GetServiceAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Members of one service, or of all when null, in plan order.</summary>
    public Task<IReadOnlyList<Member>> ListMembersAsync(string? service, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<Endpoint>> ListEndpointsAsync(string service, CancellationToken cancel) => throw new NotSupportedException();

    /// <param name="name">The credential's name; null for the kind's first.</param>
    public Task<Credential> GetCredentialAsync(string service, string? name, CancellationToken cancel) => throw new NotSupportedException();

    /// <exception cref="InvalidInputException">Carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public Task<OperationPlan> PlanCreateServiceAsync(CreateServiceRequest request, CancellationToken cancel) => throw new NotSupportedException();

    public Task<OperationPlan> PlanStartServiceAsync(string service, CancellationToken cancel) => throw new NotSupportedException();

    public Task<OperationPlan> PlanStopServiceAsync(string service, CancellationToken cancel) => throw new NotSupportedException();

    /// <param name="members">Only these; all when empty.</param>
    public Task<OperationPlan> PlanRestartServiceAsync(string service, IReadOnlyList<string> members, CancellationToken cancel) => throw new NotSupportedException();

    public Task<OperationPlan> PlanRemoveServiceAsync(string service, bool removeVolumes, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Carries a plan out as an operation.</summary>
    /// <param name="secrets">Passwords that the user gave, by credential name; sealed into the operation.</param>
    public Task<Operation> RunAsync(
        OperationPlan plan, IReadOnlyDictionary<string, string> secrets, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => throw new NotSupportedException();

    /// <summary>Returns once the service is in the phase.</summary>
    /// <exception cref="OperationBlockedException">It isn't within <paramref name="timeout"/>; names what blocks.</exception>
    public Task<Service> WaitServiceAsync(
        string service, ServicePhase phase, TimeSpan timeout, IProgress<Service>? progress, CancellationToken cancel)
        => throw new NotSupportedException();

    public Task<ExecResult> ExecuteAsync(
        string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel)
        => throw new NotSupportedException();

    public IAsyncEnumerable<LogLine> ReadLogAsync(LogQuery query, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Unfinished operations, and finished ones too when asked; newest first.</summary>
    public Task<IReadOnlyList<Operation>> ListOperationsAsync(bool finished, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Finishes an interrupted or failed operation.</summary>
    public Task<Operation> ResumeOperationAsync(string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => throw new NotSupportedException();

    /// <summary>Takes back what an interrupted or failed operation did.</summary>
    public Task<Operation> UndoOperationAsync(string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => throw new NotSupportedException();

    /// <summary>Events, newest last.</summary>
    /// <param name="subject">Only those about it or something below it, such as <c>service/mypg</c>; null for all.</param>
    public Task<IReadOnlyList<EventRecord>> ListEventsAsync(string? subject, DateTimeOffset? since, CancellationToken cancel)
        => throw new NotSupportedException();
}
