using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes.Ebs;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Volumes.Ebs;

/// <summary>A volume's whole life, with one fault at each of its requests in turn: what failed is repeated, and in the end nothing is left.</summary>
public sealed class EbsFaultTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private const string Name = "fc_t1_mypg-0";

    /// <summary>Every so many requests meet a fault, others for each fault; every one of them with <c>FIRECAMP_AWS_TRIALS=all</c>.</summary>
    private static readonly int Stride = Environment.GetEnvironmentVariable("FIRECAMP_AWS_TRIALS") == "all" ? 1 : 10;

    private EbsFixture ebs = null!;

    public static TheoryData<AwsFault> Faults =>
        [AwsFault.Throttling, AwsFault.ServerError, AwsFault.Refusal, AwsFault.LostReply, AwsFault.StaleRead];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => ebs = await EbsFixture.StartAsync(emulator);

    public ValueTask DisposeAsync() => ebs?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Life_OneFaultAtEachRequest_IsRepeatedAndLeavesNothing(AwsFault fault)
    {
        // The connection repeats nothing by itself, so that each fault reaches the provider; as if its process had died there.
        using var bare = emulator.Connect(s => s with { Repeats = 0 });
        var (lives, failures, requests) = (0, 0, int.MaxValue);
        for (var at = 1 + ((int)fault % Stride); at <= requests; at += Stride)
        {
            var sent = 0;
            emulator.World.Faults.ArmAll(_ => Interlocked.Increment(ref sent) == at ? fault : AwsFault.None);
            failures += await LiveAsync(ebs.Another(EbsFixture.Hasty, aws: bare));
            emulator.World.Faults.ArmAll(null);
            requests = Math.Min(requests, sent);
            lives++;
            await NothingIsLeftAsync();
        }

        Assert.True(requests > 20 && lives >= requests / Stride, $"{lives} lives of {requests} requests");
        output.WriteLine($"{fault}: {lives} lives of {requests} requests, {failures} of them with a failure");
    }

    /// <returns>How often something had to be repeated.</returns>
    private static async Task<int> LiveAsync(EbsVolumeProvider provider)
    {
        var spec = new VolumeSpec(Name, "data", "/data", ByteSize.Parse("1GB"), EbsFixture.Zone);
        var copy = spec with { Name = "fc_t1_copy-0" };
        Func<Task>[] life =
        [
            () => provider.EnsureAsync(spec, Cancel),
            () => provider.AttachAsync(Name, "node-1", 1, Cancel),
            () => provider.SnapshotAsync(Name, "snap-1", Cancel),
            () => provider.AttachAsync(Name, "node-2", 2, Cancel),
            () => provider.EnsureFromSnapshotAsync(copy, "snap-1", isLast: false, Cancel),
            () => provider.GrowAsync(Name, ByteSize.Parse("2GB"), new EbsVolumeClass(), Cancel),
            () => provider.DetachAsync(Name, 2, Cancel),
            () => provider.DeleteSnapshotAsync("snap-1", Cancel),
            () => provider.DeleteAsync(copy.Name, Cancel),
            () => provider.DeleteAsync(Name, Cancel),
        ];
        var repeats = 0;
        foreach (var step in life)
        {
            while (await Record.ExceptionAsync(step) is { } e)
            {
                Assert.True(Assert.IsType<AwsException>(e).IsTemporary, $"{e}");
                Assert.True(++repeats < 3, $"{e}");
            }
        }

        return repeats;
    }

    private async Task NothingIsLeftAsync()
    {
        List<Filter> own = [new("tag:firecamp:cluster", ["t1"])];
        Assert.Empty((await ebs.Aws.Ec2.Value.DescribeVolumesAsync(new DescribeVolumesRequest { Filters = own }, Cancel)).Volumes ?? []);
        var snapshots = new DescribeSnapshotsRequest { OwnerIds = ["self"], Filters = own };
        Assert.Empty((await ebs.Aws.Ec2.Value.DescribeSnapshotsAsync(snapshots, Cancel)).Snapshots ?? []);
        Assert.Empty(await ebs.Store.ListAsync("", Cancel));
    }
}
