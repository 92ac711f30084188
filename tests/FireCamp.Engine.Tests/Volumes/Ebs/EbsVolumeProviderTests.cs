using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;
using FireCamp.Engine.Volumes.Ebs;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Volumes.Ebs;

/// <summary>What EBS volumes are beyond the port's contract: their class, tags, copies and growth, and what goes wrong with them in EC2.</summary>
public sealed class EbsVolumeProviderTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private const string Name = "fc_t1_mypg-0";

    private EbsFixture ebs = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => ebs = await EbsFixture.StartAsync(emulator);

    public ValueTask DisposeAsync() => ebs?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task EnsureAsync_ClassWithAll_IsWhatEc2Has()
    {
        var own = new Dictionary<string, string> { ["team"] = "data" };
        var wanted = new EbsVolumeClass { Iops = 6000, Throughput = 250, KmsKey = "alias/firecamp", Tags = own };

        await ebs.Provider.EnsureAsync(Spec(Name, "100GB"), wanted, Cancel);

        var volume = await VolumeAsync();
        Assert.Equal((100, "gp3", 6000, 250), (volume.Size!.Value, volume.VolumeType.Value, volume.Iops!.Value, volume.Throughput!.Value));
        Assert.Equal((true, EbsFixture.Zone), (volume.Encrypted!.Value, volume.AvailabilityZone));
        var tags = volume.Tags.ToDictionary(t => t.Key, t => t.Value);
        Assert.Equal(("data", "t1", Name, Name), (tags["team"], tags["firecamp:cluster"], tags["firecamp:volume"], tags["Name"]));
    }

    [Fact]
    public async Task EnsureAsync_ClassThatCantBeHad_NamesEveryMistakeAndMakesNothing()
    {
        var wanted = new EbsVolumeClass { Iops = 90_000, Throughput = 3000, Tags = new Dictionary<string, string> { ["aws:x"] = "" } };

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => ebs.Provider.EnsureAsync(Spec(Name, "100GB"), wanted, Cancel));

        Assert.Equal(["Iops", "Tags", "Throughput"], error.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
        Assert.Empty((await ebs.Aws.Ec2.Value.DescribeVolumesAsync(Cancel)).Volumes ?? []);
        Assert.Empty(await ebs.Store.ListAsync("", Cancel));
    }

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_MakesOneVolume()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ebs.Another(EbsFixture.Hasty).EnsureAsync(Spec(Name), Cancel)));

        await VolumeAsync();
        await ebs.Provider.DeleteAsync(Name, Cancel);
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        await VolumeAsync();
    }

    [Fact]
    public async Task AttachAsync_ManyEpochsAtOnce_OnlyTheHighestHasIt()
    {
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);

        var attempts = await Task.WhenAll(Enumerable.Range(1, 8).Reverse().Select(epoch => Task.Run(
            async () => await Record.ExceptionAsync(() => ebs.Another(EbsFixture.Hasty).AttachAsync(Name, $"node-{epoch}", epoch, Cancel)))));

        Assert.All(attempts.OfType<Exception>(), e => Assert.IsType<VolumeException>(e));
        Assert.Null(attempts[0]);
        Assert.Equal(("node-8", 8), ((await ebs.Provider.FindAsync(Name, Cancel))!.Node, (await ebs.Provider.FindAsync(Name, Cancel))!.Epoch));
        Assert.Equal(await ebs.Instances.IdOfAsync("node-8", Cancel), Assert.Single((await VolumeAsync()).Attachments).InstanceId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AttachAsync_OldInstanceDoesntLetGo_UsesForceOnlyWhereTheFenceAllowsIt(bool allows)
    {
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        await ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel);
        emulator.World.Volumes.Stick((await VolumeAsync()).VolumeId, "detaching");
        var fence = new FakeFence(allows);
        var hasty = ebs.Another(EbsFixture.Hasty with { Within = TimeSpan.FromSeconds(allows ? 20 : 2) }, fence);

        var error = await Record.ExceptionAsync(() => hasty.AttachAsync(Name, "node-2", 2, Cancel));

        var holder = allows ? "node-2" : "node-1";
        Assert.Equal(await ebs.Instances.IdOfAsync(holder, Cancel), Assert.Single((await VolumeAsync()).Attachments).InstanceId);
        Assert.Equal((await ebs.Instances.IdOfAsync("node-1", Cancel), new VolumeHolding("node-1", 1)), fence.Asked);
        Assert.Equal(allows, error is null);
        if (!allows)
        {
            Assert.Contains("detaching", Assert.IsType<VolumeException>(error).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("stopped", true)]
    [InlineData("terminated", true)]
    [InlineData("running", false)]
    public async Task InstanceFence_AsEc2Says_AllowsForce(string state, bool allows)
    {
        var instance = await ebs.Instances.IdOfAsync("node-1", Cancel);
        await (state switch
        {
            "stopped" => (Task)ebs.Aws.Ec2.Value.StopInstancesAsync(new StopInstancesRequest([instance]), Cancel),
            "terminated" => ebs.Instances.EndAsync("node-1", Cancel),
            _ => Task.CompletedTask,
        });

        Assert.Equal(allows, await new InstanceFence(ebs.Aws).AllowsForceAsync(Name, instance, null, Cancel));
    }

    [Fact]
    public async Task AttachAsync_StuckAttaching_IsTakenOffAndAttachedUnderAnotherName()
    {
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        emulator.World.Volumes.Stick((await VolumeAsync()).VolumeId, "attaching");

        var folder = await ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel);

        Assert.EndsWith(":/dev/sdg", folder, StringComparison.Ordinal);
        Assert.Equal("/dev/sdg", Assert.Single((await VolumeAsync()).Attachments).Device);
    }

    [Fact]
    public async Task AttachAsync_SeveralVolumes_EachHasItsOwnDevice()
    {
        var devices = new List<string>();
        foreach (var name in Enumerable.Range(0, 13).Select(n => $"fc_t1_mypg-{n}"))
        {
            await ebs.Provider.EnsureAsync(Spec(name), Cancel);
            devices.Add((await ebs.Provider.AttachAsync(name, "node-1", 1, Cancel)).Split(':')[^1]);
        }

        Assert.Equal(("/dev/sdf", "/dev/sdp", "/dev/xvdba", "/dev/xvdbb"), (devices[0], devices[10], devices[11], devices[12]));
    }

    [Fact]
    public async Task AttachAsync_InstanceOfAnotherZone_SaysSo()
    {
        await ebs.Provider.EnsureAsync(Spec(Name) with { Zone = "us-east-1b" }, Cancel);

        var error = await Assert.ThrowsAsync<VolumeException>(() => ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel));

        Assert.Contains("another zone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttachAsync_VolumeThatWasDeletedInEc2_SaysSo()
    {
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        await ebs.Aws.Ec2.Value.DeleteVolumeAsync(new DeleteVolumeRequest((await VolumeAsync()).VolumeId), Cancel);

        var error = await Assert.ThrowsAsync<VolumeException>(() => ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel));

        Assert.Contains("is gone", error.Message, StringComparison.Ordinal);
        await ebs.Provider.DetachAsync(Name, 1, Cancel);
        await ebs.Provider.DeleteAsync(Name, Cancel);
        Assert.Null(await ebs.Provider.FindAsync(Name, Cancel));
    }

    [Fact]
    public async Task AttachAsync_InstanceThatTakesNoMore_SaysWhatToDo()
    {
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        emulator.World.Faults.Refuse("AttachVolume", "AttachmentLimitExceeded");

        var error = await Assert.ThrowsAsync<VolumeException>(() => ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel));
        emulator.World.Faults.Refuse("AttachVolume", null);

        Assert.Contains("larger type", error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrowAsync_AttachedVolume_IsLargerAndARepeatChangesNothing()
    {
        await ebs.Provider.EnsureAsync(Spec(Name, "100GB"), Cancel);
        await ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel);
        emulator.World.Sent.Clear();

        await ebs.Provider.GrowAsync(Name, ByteSize.Parse("200GB"), new EbsVolumeClass(), Cancel);
        await ebs.Provider.GrowAsync(Name, ByteSize.Parse("200GB"), new EbsVolumeClass(), Cancel);

        Assert.Equal(200, (await VolumeAsync()).Size);
        Assert.Equal(1, emulator.World.Count("ModifyVolume"));
        Assert.Equal("200GB", (await ebs.Provider.FindAsync(Name, Cancel))!.Size.ToString());
        await Assert.ThrowsAsync<VolumeException>(
            () => ebs.Provider.GrowAsync(Name, ByteSize.Parse("50GB"), new EbsVolumeClass(), Cancel));
    }

    [Fact]
    public async Task GrowAsync_MoreSpeed_IsAskedFor()
    {
        await ebs.Provider.EnsureAsync(Spec(Name, "100GB"), Cancel);

        await ebs.Provider.GrowAsync(Name, ByteSize.Parse("100GB"), new EbsVolumeClass { Iops = 4000, Throughput = 500 }, Cancel);

        // The emulator takes both numbers and forgets them.
        var sent = Assert.Single(emulator.World.Sent, r => r.Call == "ec2:ModifyVolume");
        Assert.Equal(("4000", "500"), (sent["Iops"], sent["Throughput"]));
    }

    [Fact]
    public async Task CopySnapshotAsync_AnotherRegion_MakesAVolumeThere()
    {
        await ebs.Provider.EnsureAsync(Spec(Name, "3GB"), Cancel);
        await ebs.Provider.SnapshotAsync(Name, "snap-1", Cancel);
        using var there = emulator.Connect(s => s with { Region = "eu-west-1" });

        await ebs.Provider.CopySnapshotAsync("snap-1", there, kmsKey: null, Cancel);
        await ebs.Provider.CopySnapshotAsync("snap-1", there, kmsKey: null, Cancel);

        var store = new Engine.Metadata.InMemoryMetadataStore(TimeProvider.System);
        var elsewhere = ebs.Another(EbsFixture.Hasty with { Cluster = "t2" }, aws: there, store: store);
        await elsewhere.EnsureFromSnapshotAsync(Spec("fc_t2_mypg-0", "3GB") with { Zone = "eu-west-1a" }, "snap-1", isLast: false, Cancel);
        var request = new DescribeSnapshotsRequest { OwnerIds = ["self"], Filters = [new Filter("tag:firecamp:snapshot", ["snap-1"])] };
        var copy = Assert.Single((await there.Ec2.Value.DescribeSnapshotsAsync(request, Cancel)).Snapshots);
        Assert.True(copy.Encrypted);
        Assert.Equal(copy.SnapshotId, Assert.Single((await there.Ec2.Value.DescribeVolumesAsync(Cancel)).Volumes).SnapshotId);
    }

    [Fact]
    public async Task Life_Counted_IsAFewCalls()
    {
        using var tally = AwsCallTally.Begin();
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        var made = tally.Total;
        await ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel);

        Assert.InRange(made, 2, 2);
        Assert.InRange(tally.Total - made, 1, 6);
        output.WriteLine($"{tally}");
    }

    [Fact]
    public async Task AnyRequest_OfALife_IsAsTheModelSaysAndSigned()
    {
        emulator.World.Sent.Clear();
        await ebs.Provider.EnsureAsync(Spec(Name), new EbsVolumeClass { Iops = 3000, Throughput = 125, KmsKey = "alias/firecamp" }, Cancel);
        await ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel);
        await ebs.Provider.SnapshotAsync(Name, "snap-1", Cancel);
        using var there = emulator.Connect(s => s with { Region = "eu-west-1" });
        await ebs.Provider.CopySnapshotAsync("snap-1", there, "alias/there", Cancel);
        await ebs.Provider.GrowAsync(Name, ByteSize.Parse("2GB"), new EbsVolumeClass(), Cancel);
        await ebs.Provider.DetachAsync(Name, 1, Cancel);
        await ebs.Provider.DeleteSnapshotAsync("snap-1", Cancel);
        await ebs.Provider.DeleteAsync(Name, Cancel);
        await new InstanceFence(ebs.Aws).AllowsForceAsync(Name, "i-0123456789abcdef0", null, Cancel);

        output.WriteLine(await RequestCheck.AllAreRightAsync(emulator.World.Sent));
    }

    private static VolumeSpec Spec(string name, string size = "1GB") => new(name, "data", "/data", ByteSize.Parse(size), EbsFixture.Zone);

    private async Task<Volume> VolumeAsync()
    {
        var found = await ebs.Aws.Ec2.Value.DescribeVolumesAsync(
            new DescribeVolumesRequest { Filters = [new Filter("tag:firecamp:volume", [Name])] }, Cancel);
        return Assert.Single(found.Volumes);
    }

    private sealed class FakeFence(bool allows) : IVolumeFence
    {
        public (string Instance, VolumeHolding? Last) Asked { get; private set; }

        public Task<bool> AllowsForceAsync(string volume, string instance, VolumeHolding? last, CancellationToken cancel)
        {
            Asked = (instance, last);
            return Task.FromResult(allows);
        }
    }
}
