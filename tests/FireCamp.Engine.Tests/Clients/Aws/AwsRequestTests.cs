using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.CloudFormation;
using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Clients.Aws.Route53;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Clients.Aws;

/// <summary>Every call of FireCamp's own clients, checked by botocore: its shape, its required members, its signature.</summary>
/// <remarks>Each call is made with all that it can carry. What the emulator answers doesn't matter here.</remarks>
public sealed class AwsRequestTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ecs_EveryCall_IsAsTheModelSays() => await CheckAsync(17, aws =>
    {
        var ecs = aws.Ecs.Value;
        return
        [
            () => ecs.FindClusterAsync("t1", Cancel),
            () => ecs.ListServicesAsync("t1", Cancel),
            () => ecs.DescribeServicesAsync("t1", ["mypg-0", "mypg-1"], Cancel),
            () => ecs.CreateServiceAsync(Service(), Cancel),
            () => ecs.UpdateServiceAsync(
                new("t1", "mypg-0")
                {
                    DesiredCount = 1, TaskDefinition = "t1-mypg-0:2", ForceNewDeployment = true, DeploymentConfiguration = new(100, 0),
                    PlacementConstraints = [new("memberOf", "attribute:ecs.availability-zone == us-east-1a")],
                },
                Cancel),
            () => ecs.DeleteServiceAsync("t1", "mypg-0", Cancel),
            () => ecs.ListTasksAsync(new("t1") { ServiceName = "mypg-0", DesiredStatus = "RUNNING" }, Cancel),
            () => ecs.DescribeTasksAsync("t1", ["arn:aws:ecs:us-east-1:123456789012:task/t1/0123"], Cancel),
            () => ecs.RunTaskAsync(
                new("t1", "t1-task:1", 1)
                {
                    StartedBy = "firecamp", ClientToken = "token", LaunchType = "EC2", Group = "g", PlacementConstraints = [new("distinctInstance")],
                },
                Cancel),
            () => ecs.StopTaskAsync("t1", "0123", "The member is stopped: Grüße", Cancel),
            () => ecs.RegisterTaskDefinitionAsync(Definition(), Cancel),
            () => ecs.DescribeTaskDefinitionAsync("t1-mypg-0:1", Cancel),
            () => ecs.DeregisterTaskDefinitionAsync("t1-mypg-0:1", Cancel),
            () => ecs.ListTaskDefinitionsAsync("t1-mypg-0", Cancel),
            () => ecs.ListContainerInstancesAsync("t1", Cancel),
            () => ecs.DescribeContainerInstancesAsync("t1", ["0123"], Cancel),
            () => ecs.SetContainerInstancesStateAsync("t1", ["0123"], "DRAINING", Cancel),
            () => ecs.PutAttributesAsync("t1", [new("firecamp.node", "node-1", "container-instance", "0123")], Cancel),
            () => ecs.DeleteAttributesAsync("t1", [new("firecamp.node", "node-1", "container-instance", "0123")], Cancel),
        ];
    });

    [Fact]
    public async Task Route53_EveryCall_IsAsTheModelSays() => await CheckAsync(8, aws =>
    {
        var route53 = aws.Route53.Value;
        RecordSet set = new("mypg-0.t1-firecamp.com", "A", 5, ["10.0.0.7"]);
        RecordSet other = new("mypg-0.t1-firecamp.com", "AAAA", 5, ["fd00::1", "fd00::2"]);
        return
        [
            () => route53.ListZonesAsync("t1-firecamp.com", Cancel),
            () => route53.FindZoneAsync("Z1", Cancel),
            () => route53.CreatePrivateZoneAsync("t1-firecamp.com", new("us-east-1", "vpc-1"), "of cluster <t1> & its members", "token", Cancel),
            () => route53.AssociateAsync("Z1", new("eu-west-1", "vpc-2"), Cancel),
            () => route53.DeleteZoneAsync("Z1", Cancel),
            () => route53.ListRecordsAsync("Z1", Cancel),
            () => route53.ChangeAsync("Z1", [RecordChange.Upsert(set), RecordChange.Delete(other)], Cancel),
            () => route53.IsInSyncAsync("C1", Cancel),
        ];
    });

    [Fact]
    public async Task CloudFormation_EveryCall_IsAsTheModelSays() => await CheckAsync(11, aws =>
    {
        var stacks = aws.CloudFormation.Value;
        var request = new StackRequest("firecamp-t1", "Resources: {}\n# Grüße & more=1+1\n", "token")
        {
            Parameters = new Dictionary<string, string> { ["Zones"] = "a,b", ["Empty"] = "" },
            Tags = Map("firecamp:cluster", "t1"),
            Capabilities = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
        };
        return
        [
            () => stacks.FindStackAsync("firecamp-t1", Cancel),
            () => stacks.ListStacksAsync(Cancel),
            () => stacks.CreateStackAsync(request, Cancel),
            () => stacks.UpdateStackAsync(request, Cancel),
            () => stacks.DeleteStackAsync("firecamp-t1", "token", Cancel),
            () => stacks.ListEventsAsync("firecamp-t1", Cancel),
            () => stacks.ListResourcesAsync("firecamp-t1", Cancel),
            () => stacks.GetTemplateAsync("firecamp-t1", Cancel),
            () => stacks.CreateChangeSetAsync(request, "change-1", create: true, Cancel),
            () => stacks.GetChangeSetAsync("change-1", Cancel),
            () => stacks.ExecuteChangeSetAsync("change-1", Cancel),
            () => stacks.DeleteChangeSetAsync("change-1", Cancel),
        ];
    });

    [Fact]
    public async Task AutoScaling_EveryCall_IsAsTheModelSays() => await CheckAsync(7, aws =>
    {
        var groups = aws.AutoScaling.Value;
        return
        [
            () => groups.ListGroupsAsync(["t1-a", "t1-b"], Cancel),
            () => groups.ResizeAsync("t1-a", 0, 3, 2, Cancel),
            () => groups.TerminateAsync("i-0123456789abcdef0", shrink: true, Cancel),
            () => groups.SuspendAsync("t1-a", ["AZRebalance", "ReplaceUnhealthy"], Cancel),
            () => groups.ResumeAsync("t1-a", ["AZRebalance"], Cancel),
            () => groups.CompleteLifecycleAsync("t1-a", "drain", "i-0123456789abcdef0", Cancel),
            () => groups.ListActivitiesAsync("t1-a", Cancel),
        ];
    });

    [Fact]
    public async Task Logs_EveryCall_IsAsTheModelSays() => await CheckAsync(8, aws =>
    {
        var logs = aws.Logs.Value;
        return
        [
            () => logs.EnsureGroupAsync("/firecamp/t1", 30, "arn:aws:kms:us-east-1:123456789012:key/1", Map("firecamp:cluster", "t1"), Cancel),
            () => logs.EnsureStreamAsync("/firecamp/t1", "mypg-0/node-1", Cancel),
            () => logs.PutAsync("/firecamp/t1", "mypg-0/node-1", [new(1_700_000_000_000, "Grüße\ttab \"quoted\"")], Cancel),
            () => logs.ListStreamsAsync("/firecamp/t1", "mypg-0/", Cancel),
            () => logs.FilterAsync(new("/firecamp/t1") { LogStreamNames = ["mypg-0/node-1"], StartTime = 1, Limit = 100 }, Cancel),
            () => logs.GetAsync(new("/firecamp/t1", "mypg-0/node-1") { StartTime = 1, StartFromHead = true, Limit = 10 }, Cancel),
            () => logs.DeleteGroupAsync("/firecamp/t1", Cancel),
        ];
    });

    private static EcsRequests.CreateService Service() => new("t1", "mypg-0", "t1-mypg-0:1", 1)
    {
        ClientToken = "token",
        LaunchType = "EC2",
        DeploymentConfiguration = new(100, 0),
        PlacementConstraints = [new("memberOf", "attribute:ecs.availability-zone == us-east-1a")],
        PlacementStrategy = [new("spread", "attribute:ecs.availability-zone")],
        Tags = [new("firecamp:member", "mypg-0")],
        PropagateTags = "SERVICE",
        EnableECSManagedTags = true,
    };

    private static EcsTaskDefinition Definition() => new()
    {
        Family = "t1-mypg-0",
        NetworkMode = "host",
        TaskRoleArn = "arn:aws:iam::123456789012:role/task",
        ExecutionRoleArn = "arn:aws:iam::123456789012:role/execution",
        RequiresCompatibilities = ["EC2"],
        PlacementConstraints = [new("memberOf", "attribute:ecs.availability-zone == us-east-1a")],
        Volumes =
        [
            new("data") { DockerVolumeConfiguration = new("shared", true, "firecamp", Map("a", "b"), Map("c", "d")) },
            new("host") { Host = new("/var/lib/firecamp") },
        ],
        ContainerDefinitions =
        [
            new("mypg-0", "postgres:17")
            {
                Cpu = 0, Memory = 512, MemoryReservation = 256, Essential = true, EntryPoint = ["/bin/sh"], Command = ["/firecamp/data/run/gate"],
                Environment = [new("A", "b=c")], PortMappings = [new(5432, 5432)], MountPoints = [new("data", "/data")],
                LogConfiguration = new("awslogs", Map("awslogs-group", "/firecamp/t1")),
                Ulimits = [new("nofile", 1024, 4096)], DockerLabels = Map("firecamp.member", "mypg-0"),
                User = "999", StopTimeout = 120,
            },
        ],
    };

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private async Task CheckAsync(int atLeast, Func<AwsConnection, IReadOnlyList<Func<Task>>> calls)
    {
        using var aws = emulator.Connect(s => s with { Repeats = 0 });
        emulator.World.Sent.Clear();
        foreach (var call in calls(aws))
        {
            try
            {
                await call();
            }
            catch (AwsException)
            {
                // The thing isn't there, or the emulator doesn't know the call.
            }
        }

        var sent = emulator.World.Sent.ToList();
        Assert.True(sent.Select(r => r.Call).Distinct().Count() >= atLeast, string.Join(", ", sent.Select(r => r.Call)));
        output.WriteLine(await RequestCheck.AllAreRightAsync(sent));
    }
}
