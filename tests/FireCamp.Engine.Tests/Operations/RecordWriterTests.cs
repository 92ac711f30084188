using FireCamp.Engine.Metadata;
using FireCamp.Engine.Operations;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Operations;

public sealed class RecordWriterTests
{
    private readonly FakeWorld world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_StoreComesBack_IsWritten()
    {
        var store = new UnreliableStore(world.Store) { FailBefore = 2 };
        var (writer, record) = await TakeAsync(store, TimeSpan.FromSeconds(30));
        await writer.WriteAsync(record with { Total = 7 });
        await writer.WriteAsync(record with { Total = 8 });
        Assert.Equal(8, (await ReadAsync()).Total);
    }

    [Fact]
    public async Task WriteAsync_WrittenThoughItSeemedToFail_IsNotTakenForAnothers()
    {
        var store = new UnreliableStore(world.Store) { FailAfter = 1 };
        var (writer, record) = await TakeAsync(store, TimeSpan.FromSeconds(30));
        await writer.WriteAsync(record with { Total = 7 });
        await writer.WriteAsync(record with { Total = 8 });
        Assert.Equal(8, (await ReadAsync()).Total);
    }

    [Fact]
    public async Task WriteAsync_StoreStaysAway_GivesUpWithTheLease()
    {
        var store = new UnreliableStore(world.Store) { FailBefore = int.MaxValue };
        var (writer, record) = await TakeAsync(store, TimeSpan.FromSeconds(0.6));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync(record with { Total = 7 }));
    }

    [Fact]
    public async Task WriteAsync_AnotherHolder_IsRefused()
    {
        var (writer, record) = await TakeAsync(world.Store, TimeSpan.FromSeconds(30));
        var other = record with { Runner = record.Runner! with { Holder = "other", Actor = "bob@bastion" } };
        await world.Store.UpdateAsync(Keys.Operation(record.Id), _ => other, OperationsJson.Default.OperationRecord, Cancel);
        var error = await Assert.ThrowsAsync<OperationTakenOverException>(() => writer.WriteAsync(record with { Total = 7 }));
        Assert.Contains("bob@bastion", error.Message);
        Assert.Equal(0, (await ReadAsync()).Total);
    }

    private async Task<OperationRecord> ReadAsync()
        => (await world.Store.FindAsync(Keys.Operation("a"), OperationsJson.Default.OperationRecord, Cancel))!.Value;

    private async Task<(RecordWriter Writer, OperationRecord Record)> TakeAsync(IMetadataStore store, TimeSpan lease)
    {
        var record = new OperationRecord
        {
            Id = "a",
            Name = "demo",
            Subject = "demo/a",
            Cluster = "t1",
            Actor = "ann@bastion",
            StartedAt = default,
            Runner = new RunnerRecord("holder", "ann@bastion", RunnerProcess.Current, 0, default),
        };
        var key = Keys.Operation("a");
        var revision = await world.Store.PutAsync(key, record, 0, OperationsJson.Default.OperationRecord, Cancel);
        return (new RecordWriter(store, TimeProvider.System, new Versioned<OperationRecord>(key, record, revision), lease), record);
    }
}
