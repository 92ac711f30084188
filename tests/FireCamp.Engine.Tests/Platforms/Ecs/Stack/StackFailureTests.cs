using System.Net;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Platforms.Ecs.Stack;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Platforms.Ecs.Stack;

/// <summary>Stacks that fail, as we read CloudFormation's documents: the emulator rolls nothing back.</summary>
public sealed class StackFailureTests : IDisposable
{
    private static readonly StackSettings Settings = new() { Cluster = "t1", Zones = ["us-east-1a", "us-east-1b"] };

    private readonly List<string> calls = [];
    private readonly Queue<string> statuses = new();
    private readonly List<string> events = [];
    private readonly AwsConnection aws;
    private readonly ClusterStack stack;

    public StackFailureTests()
    {
        aws = new AwsConnection(
            new AwsSettings
            {
                Region = AwsEmulator.Region, Credentials = AwsEmulator.Credentials, Around = inner => new ScriptedAws(inner, Answer),
            },
            TimeProvider.System);
        stack = new ClusterStack(aws, "t1") { LookEvery = TimeSpan.FromMilliseconds(1) };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => aws.Dispose();

    [Fact]
    public async Task EnsureAsync_ResourceFails_NamesItAndWhyAndNotThoseThatWereCancelled()
    {
        Script("", "CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE");
        events.AddRange([
            Event("4", "firecamp-t1", "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create"),
            Event("3", "Vpc", "CREATE_FAILED", "Resource creation cancelled"),
            Event("2", "NatA", "CREATE_FAILED", "The maximum number of addresses has been reached."),
        ]);

        var told = new List<string>();
        var failed = await Assert.ThrowsAsync<StackFailedException>(() => stack.EnsureAsync(Settings, new Telling(told), Cancel));

        Assert.Equal(
            "Stack firecamp-t1 is ROLLBACK_COMPLETE: NatA (AWS::Test) CREATE_FAILED: The maximum number of addresses has been reached.",
            failed.Message);
        Assert.Contains("NatA: CREATE_FAILED: The maximum number of addresses has been reached.", told);
    }

    [Fact]
    public async Task EnsureAsync_StackThatWasRolledBack_IsDeletedAndMadeAnew()
    {
        Script("ROLLBACK_COMPLETE", "DELETE_IN_PROGRESS", "", "CREATE_COMPLETE");

        await stack.EnsureAsync(Settings, new Telling([]), Cancel);

        Assert.Equal(["DeleteStack", "CreateStack"], calls);
    }

    [Fact]
    public async Task EnsureAsync_AnotherSessionIsAtIt_IsWaitedFor()
    {
        Script("CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE");

        Assert.Equal("vpc-1", (await stack.EnsureAsync(Settings, new Telling([]), Cancel)).VpcId);

        Assert.Equal(["UpdateStack"], calls);
    }

    [Fact]
    public async Task DeleteAsync_SomethingIsInTheWay_NamesIt()
    {
        Script("CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_FAILED");
        events.Add(Event("9", "Names", "DELETE_FAILED", "The specified hosted zone contains non-required resource record sets."));

        var failed = await Assert.ThrowsAsync<StackFailedException>(() => stack.DeleteAsync(new Telling([]), Cancel));

        Assert.Contains("Names (AWS::Test) DELETE_FAILED: The specified hosted zone contains", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["UpdateStack", "DeleteStack"], calls);
    }

    private void Script(params ReadOnlySpan<string> states)
    {
        foreach (var state in states)
        {
            statuses.Enqueue(state);
        }
    }

    // The last status stays. Events come once something was begun.
    private (HttpStatusCode Status, string Body) Answer(AwsRequest request)
    {
        switch (request.Call.Split(":")[1])
        {
            case "DescribeStacks":
                return Described(statuses.Count > 1 ? statuses.Dequeue() : statuses.Peek());
            case "DescribeStackEvents":
                var all = calls.Exists(c => c != "UpdateStack") ? string.Concat(events) : "";
                return (HttpStatusCode.OK, $"<R><DescribeStackEventsResult><StackEvents>{all}</StackEvents></DescribeStackEventsResult></R>");
            case var change:
                calls.Add(change);
                return (HttpStatusCode.OK, $"<R><{change}Result><StackId>arn:stack</StackId></{change}Result></R>");
        }
    }

    private static (HttpStatusCode Status, string Body) Described(string status)
    {
        if (status.Length == 0)
        {
            const string Absent = "<Code>ValidationError</Code><Message>Stack with id firecamp-t1 does not exist</Message>";
            return (HttpStatusCode.BadRequest, $"<ErrorResponse><Error>{Absent}</Error></ErrorResponse>");
        }

        string[] outputs = ["VpcId", "ZoneId", "KeyArn", "TableName", "EcsCluster", "LogGroup", "AppAccessGroup"];
        var members = string.Concat(outputs.Select(o => $"<member><OutputKey>{o}</OutputKey><OutputValue>vpc-1</OutputValue></member>"));
        return (HttpStatusCode.OK, $"""
            <R><DescribeStacksResult><Stacks><member>
              <StackName>firecamp-t1</StackName><StackId>arn:stack</StackId><StackStatus>{status}</StackStatus>
              <Parameters><member><ParameterKey>Protected</ParameterKey><ParameterValue>true</ParameterValue></member></Parameters>
              <Tags><member><Key>firecamp:cluster</Key><Value>t1</Value></member></Tags><Outputs>{members}</Outputs>
            </member></Stacks></DescribeStacksResult></R>
            """);
    }

    private static string Event(string id, string resource, string status, string reason) => $"""
        <member><EventId>{id}</EventId><LogicalResourceId>{resource}</LogicalResourceId><ResourceType>AWS::Test</ResourceType>
        <ResourceStatus>{status}</ResourceStatus><ResourceStatusReason>{reason}</ResourceStatusReason>
        <Timestamp>2026-01-01T00:00:00Z</Timestamp></member>
        """;

    private sealed class Telling(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}
