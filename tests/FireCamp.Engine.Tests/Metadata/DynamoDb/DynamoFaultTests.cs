using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Metadata.DynamoDb;
using FireCamp.Engine.Model;
using FireCamp.Testing;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Metadata.DynamoDb;

/// <summary>What becomes of writes when DynamoDB is slow, busy or silent, and when answers are lost.</summary>
public sealed class DynamoFaultTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private DynamoMetadataStore store = null!;

    public static TheoryData<AwsFault> Faults =>
        [AwsFault.Throttling, AwsFault.ServerError, AwsFault.Refusal, AwsFault.LostReply, AwsFault.Conflict];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await DynamoFixture.OpenAsync(emulator, DynamoFixture.NewCluster());

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task PutAsync_NewRecord_IsMadeOnce(AwsFault fault)
    {
        emulator.World.Faults.Arm("TransactWriteItems", fault, fault);

        var revision = await store.PutAsync("key", "1", 0, Cancel);

        Assert.Equal(new MetadataRecord("key", "1", revision), await store.FindAsync("key", Cancel));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task PutAsync_Change_IsMadeOnceAndCountsOnce(AwsFault fault)
    {
        var first = await store.PutAsync("key", "1", 0, Cancel);
        var version = await store.VersionAsync(Cancel);
        emulator.World.Faults.Arm("TransactWriteItems", fault, fault);

        var second = await store.PutAsync("key", "2", first, Cancel);

        Assert.Equal(first + 1, second);
        Assert.Equal(new MetadataRecord("key", "2", second), await store.FindAsync("key", Cancel));
        Assert.Equal(version + 1, await store.VersionAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task DeleteAsync_Record_IsDeletedOnce(AwsFault fault)
    {
        var revision = await store.PutAsync("key", "1", 0, Cancel);
        emulator.World.Faults.Arm("TransactWriteItems", fault, fault);

        await store.DeleteAsync("key", revision, Cancel);

        Assert.Null(await store.FindAsync("key", Cancel));
    }

    [Theory]
    [InlineData(AwsFault.Throttling)]
    [InlineData(AwsFault.ServerError)]
    [InlineData(AwsFault.LostReply)]
    public async Task PutAsync_Lease_IsRenewedOnce(AwsFault fault)
    {
        var revision = await store.PutAsync("leases/node-1", "1", 0, Cancel);
        emulator.World.Faults.Arm("PutItem", fault, fault);

        Assert.Equal(revision + 1, await store.PutAsync("leases/node-1", "2", revision, Cancel));
        Assert.Equal("2", (await store.FindAsync("leases/node-1", Cancel))!.Value);
    }

    [Fact]
    public async Task PutAsync_LeaseThatIsAnothers_IsAConflictAlsoAfterALostAnswer()
    {
        var revision = await store.PutAsync("leases/node-1", "1", 0, Cancel);
        await store.PutAsync("leases/node-1", "2", revision, Cancel);
        emulator.World.Faults.Arm("PutItem", AwsFault.LostReply);

        await Assert.ThrowsAsync<RevisionConflictException>(() => store.PutAsync("leases/node-1", "3", revision, Cancel));
        Assert.Equal("2", (await store.FindAsync("leases/node-1", Cancel))!.Value);
    }

    [Fact]
    public async Task PutAsync_LeaseChangedAgainBehindALostAnswer_SaysThatItCantBeTold()
    {
        var revision = await store.PutAsync("leases/node-1", "1", 0, Cancel);
        var writes = 0;
        emulator.World.Faults.ArmAll(r => !IsOfValue(r, "2") ? AwsFault.None : writes++ == 0 ? AwsFault.LostReply : AwsFault.Throttling);

        // The answer is lost and, before it is sent again with success, somebody else writes twice.
        var renewal = store.PutAsync("leases/node-1", "2", revision, Cancel);
        await Eventually.TrueAsync(async () => (await store.FindAsync("leases/node-1", Cancel))!.Value == "2", "the lease is written");
        await store.PutAsync("leases/node-1", "4", await store.PutAsync("leases/node-1", "3", revision + 1, Cancel), Cancel);
        emulator.World.Faults.ArmAll(null);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => renewal);
        Assert.Contains("can't be told", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_NoAnswerWithinTheTime_SaysSoAndLaterCallsWorkAgain()
    {
        await using var hasty = await DynamoFixture.OpenAsync(emulator, DynamoFixture.NewCluster(), timeout: "2s");
        emulator.World.Faults.ArmAll(_ => AwsFault.Silence);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => hasty.FindAsync("key", Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hasty.PutAsync("key", "1", 0, Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hasty.WaitForChangeAsync(1, TimeSpan.FromSeconds(30), Cancel));
        emulator.World.Faults.ArmAll(null);

        Assert.True(error.IsTemporary);
        Assert.Contains("no answer", error.Message, StringComparison.Ordinal);
        Assert.Null(await hasty.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_ManyWritersAndOneRequestInFourGoesWrong_LosesAndDoublesNoIncrement()
    {
        const int Writers = 4;
        const int Increments = 5;
        var chance = new Random(7);
        await store.PutAsync("counter", "0", 0, Cancel);
        AwsFault[] faults = [AwsFault.Throttling, AwsFault.ServerError, AwsFault.Refusal, AwsFault.LostReply, AwsFault.LostReply];
        emulator.World.Faults.ArmAll(_ =>
        {
            lock (chance)
            {
                return chance.Next(4) == 0 ? faults[chance.Next(faults.Length)] : AwsFault.None;
            }
        });

        using var tally = AwsCallTally.Begin();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => IncrementAsync("counter", Increments)));
        emulator.World.Faults.ArmAll(null);

        Assert.Equal($"{Writers * Increments}", (await store.FindAsync("counter", Cancel))!.Value);
        Assert.True(tally.Repeats > 0);
        output.WriteLine($"{tally}");
    }

    private static bool IsOfValue(AwsRequest request, string value)
        => request.Call == "dynamodb:PutItem" && request.Json["Item"]!["content"]!["S"]!.ToString() == value;

    private async Task IncrementAsync(string key, int times)
    {
        for (var done = 0; done < times;)
        {
            var record = (await store.FindAsync(key, Cancel))!;
            try
            {
                await store.PutAsync(key, $"{int.Parse(record.Value) + 1}", record.Revision, Cancel);
                done++;
            }
            catch (RevisionConflictException)
            {
                // Another writer was first; the loop reads its count.
            }
        }
    }
}
