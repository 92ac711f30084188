using Amazon.EC2.Model;
using Amazon.KeyManagementService.Model;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Ecs.Stack;
using FireCamp.Engine.Tests.Metadata.DynamoDb;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Platforms.Ecs.Stack;

/// <summary>A cluster's stack in an emulator, from nothing to nothing.</summary>
public sealed class ClusterStackTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private static readonly StackSettings Settings = new()
    {
        Cluster = "t1", Zones = ["us-east-1a", "us-east-1b", "us-east-1c"], InstanceType = "t3.micro",
        // The emulator knows no image for ECS of that age.
        NodeImage = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64",
    };

    private readonly List<string> told = [];
    private AwsConnection aws = null!;
    private ClusterStack stack = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IProgress<string> Progress => new Telling(told);

    public async ValueTask InitializeAsync()
    {
        emulator.Require();
        await emulator.ResetAsync();
        emulator.World.Sent.Clear();
        // A stack is one call of the emulator, which takes long on a busy machine.
        aws = emulator.Connect(s => s with { AttemptTimeout = TimeSpan.FromMinutes(2) });
        stack = new ClusterStack(aws, "t1") { LookEvery = TimeSpan.FromMilliseconds(50) };
    }

    public ValueTask DisposeAsync()
    {
        aws?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Life_OfAStack_MakesWhatTheClusterNeedsAndLeavesNoMachines()
    {
        var before = await LeftAsync();
        var made = await stack.EnsureAsync(Settings, Progress, Cancel);
        Assert.Equal(("firecamp-t1", "firecamp-t1", "/firecamp/t1"), (made.TableName, made.EcsCluster, made.LogGroup));
        Assert.Equal(made, await stack.FindAsync(Cancel));
        Assert.Contains("firecamp-t1: CREATE_COMPLETE", told);
        Assert.Equal(
            [("firecamp-t1-bastion", 1), ("firecamp-t1-nodes-a", 1), ("firecamp-t1-nodes-b", 1), ("firecamp-t1-nodes-c", 1)],
            await GroupsAsync());
        await using (var store = await DynamoFixture.OpenAsync(emulator, "t1", table: made.TableName))
        {
            Assert.True(await store.PutAsync("key", "1", 0, Cancel) > 0);
        }

        Assert.Equal(made, await stack.EnsureAsync(Settings, Progress, Cancel));
        var wider = Settings with { NodesPerZone = 2 };
        await stack.EnsureAsync(wider, Progress, Cancel);
        Assert.Equal([1, 2, 2, 2], (await GroupsAsync()).Select(g => g.Size));

        await stack.DeleteAsync(Progress, Cancel);
        await stack.DeleteAsync(Progress, Cancel);
        Assert.Null(await stack.FindAsync(Cancel));
        Assert.Equal(before, await LeftAsync());
        output.WriteLine(await RequestCheck.AllAreRightAsync(emulator.World.Sent));
    }

    [Fact]
    public async Task EnsureAsync_TwoZones_MakesNothingInAThird()
    {
        await stack.EnsureAsync(Settings with { Zones = ["us-east-1b", "us-east-1d"] }, Progress, Cancel);

        Assert.Equal(["firecamp-t1-bastion", "firecamp-t1-nodes-a", "firecamp-t1-nodes-b"], (await GroupsAsync()).Select(g => g.Name));
        var subnets = (await aws.Ec2.Value.DescribeSubnetsAsync(
            new DescribeSubnetsRequest { Filters = [new Filter("tag:Name", ["firecamp-t1-*"])] }, Cancel)).Subnets;
        Assert.Equal(["us-east-1b", "us-east-1b", "us-east-1d", "us-east-1d"], subnets.Select(s => s.AvailabilityZone).Order());
    }

    [Fact]
    public async Task PreviewAsync_NoStackYet_NamesWhatWouldBeMadeAndLeavesNoMachines()
    {
        var changes = await stack.PreviewAsync(Settings, Cancel);

        Assert.Contains("Add NodesC (AWS::AutoScaling::AutoScalingGroup)", changes);
        Assert.Contains("Add Table (AWS::DynamoDB::Table)", changes);
        Assert.Null(await aws.CloudFormation.Value.FindStackAsync("firecamp-t1", Cancel));
        Assert.Empty(await GroupsAsync());
    }

    [Fact]
    public async Task EnsureAsync_WrongSettingsOrAnothersStack_SaysAllAndMakesNothing()
    {
        var wrong = Settings with { Cluster = "T1", Zones = ["a"], NodesPerZone = 101, VpcCidr = "10.0.0.0/8", BastionFrom = "me", LogDays = 2 };
        var mistakes = (await Assert.ThrowsAsync<InvalidInputException>(() => stack.EnsureAsync(wrong, Progress, Cancel))).Mistakes;
        Assert.Equal(["Name", "Zones", "NodesPerZone", "VpcCidr", "BastionFrom", "LogDays"], mistakes.Select(m => m.Where));
        Assert.Empty(emulator.World.Sent);

        const string Other = """{"Resources": {"G": {"Type": "AWS::Logs::LogGroup"}}}""";
        await aws.CloudFormation.Value.CreateStackAsync(new("firecamp-t1", Other), Cancel);
        var taken = await Assert.ThrowsAsync<FireCampException>(() => stack.EnsureAsync(Settings, Progress, Cancel));
        Assert.Equal("StackNameTaken", taken.ErrorId);
        Assert.Equal("StackNameTaken", (await Assert.ThrowsAsync<FireCampException>(() => stack.DeleteAsync(Progress, Cancel))).ErrorId);
    }

    private async Task<List<(string Name, int Size)>> GroupsAsync()
        => [.. (await aws.AutoScaling.Value.ListGroupsAsync([], Cancel)).OrderBy(g => g.Name).Select(g => (g.Name, g.Instances.Count))];

    // What the emulator deletes with a stack. It leaves networks with their gateways and addresses, tables, zones and clusters behind when a
    // first attempt found something in the way.
    private async Task<string> LeftAsync()
    {
        var ec2 = aws.Ec2.Value;
        var instances = (await ec2.DescribeInstancesAsync(new DescribeInstancesRequest(), Cancel)).Reservations ?? [];
        var keys = (await aws.Kms.Value.ListKeysAsync(new ListKeysRequest(), Cancel)).Keys ?? [];
        var kept = await Task.WhenAll(keys.Select(async k => (await aws.Kms.Value.DescribeKeyAsync(k.KeyId, Cancel)).KeyMetadata.KeyState.Value));
        (string What, int Count)[] all =
        [
            ("instances", instances.SelectMany(r => r.Instances).Count(i => i.State.Name.Value != "terminated")),
            ("volumes", ((await ec2.DescribeVolumesAsync(Cancel)).Volumes ?? []).Count(v => v.Tags is { Count: > 0 })),
            ("subnets", (await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Cancel)).Subnets.Count),
            ("launch templates", ((await ec2.DescribeLaunchTemplatesAsync(new DescribeLaunchTemplatesRequest(), Cancel)).LaunchTemplates ?? [])
                .Count),
            ("keys", kept.Count(s => s != "PendingDeletion")),
            ("scaling groups", (await aws.AutoScaling.Value.ListGroupsAsync([], Cancel)).Count),
            ("stacks", (await aws.CloudFormation.Value.ListStacksAsync(Cancel)).Count),
        ];
        return string.Join(", ", all);
    }

    private sealed class Telling(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}
