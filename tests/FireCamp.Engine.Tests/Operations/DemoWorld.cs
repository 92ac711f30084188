using FireCamp.Engine.Metadata;
using FireCamp.Engine.Operations;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>A world in which demo operations run.</summary>
internal sealed class DemoWorld(TimeProvider? time = null)
{
    public static readonly IReadOnlyDictionary<string, string> NoInputs = new Dictionary<string, string>();

    /// <summary>A session on another machine: nothing proves its death.</summary>
    public static readonly RunnerProcess Elsewhere = new("elsewhere", 1, 1);

    /// <summary>A session of this machine whose process is dead.</summary>
    public static readonly RunnerProcess Dead = RunnerProcess.Current with { Started = -1 };

    public FakeWorld World { get; } = new(time);

    public OperationRunner Runner(DemoOperation operation, RunnerProcess? process = null, IMetadataStore? store = null)
        => new(store is null ? World.Ports : World.Ports with { Store = store }, Registry(operation), Options(process));

    public OperationQuery Query(DemoOperation operation) => new(World.Ports, Registry(operation));

    /// <summary>What steps have written: their full names.</summary>
    public async Task<IReadOnlyList<string>> DoneAsync()
        => [.. (await World.Store.ListAsync("demo/", CancellationToken.None)).Select(r => r.Key["demo/".Length..])];

    public async Task<OperationRecord> RecordAsync(string id)
        => (await World.Store.FindAsync(Keys.Operation(id), OperationsJson.Default.OperationRecord, CancellationToken.None))!.Value;

    private static OperationRegistry Registry(DemoOperation operation) => new OperationRegistry(DemoPlans.Type).Add(operation);

    private static RunnerOptions Options(RunnerProcess? process) => new()
    {
        Actor = "ann@bastion",
        Process = process ?? RunnerProcess.Current,
        UndoRetries = [TimeSpan.Zero, TimeSpan.Zero],
    };
}
