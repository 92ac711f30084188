using System.Net;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Clients.Aws;

/// <summary>What becomes of calls that fail, are slow, or come in pages; the SDK's clients and FireCamp's behave alike.</summary>
public sealed class AwsWireTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DescribeStacks")]
    [InlineData("ListHostedZonesByName")]
    [InlineData("DescribeClusters")]
    [InlineData("DescribeVolumes")]
    public async Task AnyCall_ThrottledThenLostThenAnswered_IsOneCallWithTwoRepeats(string operation)
    {
        using var aws = emulator.Connect();
        emulator.World.Faults.Arm(operation, AwsFault.Throttling, AwsFault.LostReply);

        using var tally = AwsCallTally.Begin();
        await CallAsync(aws, operation);

        Assert.Equal((1, 2), (tally.Total, tally.Repeats));
        Assert.EndsWith($":{operation}", Assert.Single(tally.Calls).Key, StringComparison.Ordinal);
        output.WriteLine(tally.ToString());
    }

    [Theory]
    [InlineData("DescribeStacks")]
    [InlineData("ListHostedZonesByName")]
    [InlineData("DescribeClusters")]
    [InlineData("DescribeVolumes")]
    public async Task AnyCall_FailsAgainAndAgain_SaysThatAwsIsBusyAndIsTemporary(string operation)
    {
        using var aws = emulator.Connect(s => s with { Repeats = 1 });
        emulator.World.Faults.Arm(operation, AwsFault.ServerError, AwsFault.ServerError);

        var error = await Assert.ThrowsAsync<AwsException>(() => CallAsync(aws, operation));

        Assert.Equal(("AwsBusy", true, true), (error.ErrorId, error.IsTemporary, error.MayHaveBeenDone));
        Assert.Contains(operation, error.Message, StringComparison.Ordinal);
        Assert.Contains($"InternalFailure, request {error.RequestId}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DescribeStacks")]
    [InlineData("DescribeVolumes")]
    public async Task AnyCall_GetsNoAnswer_IsSentAgainAfterItsTime(string operation)
    {
        using var aws = emulator.Connect(s => s with { AttemptTimeout = TimeSpan.FromMilliseconds(1500) });
        emulator.World.Faults.Arm(operation, AwsFault.Silence);

        using var tally = AwsCallTally.Begin();
        await CallAsync(aws, operation);

        Assert.Equal((1, 1), (tally.Total, tally.Repeats));
    }

    [Theory]
    [InlineData("DescribeStacks")]
    [InlineData("DescribeVolumes")]
    public async Task AnyCall_NoConnection_SaysThatAwsGivesNoAnswer(string operation)
    {
        using var aws = emulator.Connect(s => s with { Repeats = 0 });
        emulator.World.Faults.Arm(operation, AwsFault.Refusal);

        var error = await Assert.ThrowsAsync<AwsException>(() => CallAsync(aws, operation));

        Assert.Equal(("AwsUnreachable", true, "AWS"), (error.ErrorId, error.IsTemporary, error.Outage));
    }

    [Theory]
    [InlineData("UnauthorizedOperation", "AwsDenied")]
    [InlineData("ExpiredToken", "AwsCredentials")]
    [InlineData("VolumeLimitExceeded", "AwsQuota")]
    [InlineData("InsufficientInstanceCapacity", "AwsCapacity")]
    [InlineData("SomethingElse", "AwsFailed")]
    public async Task AnyCall_Refused_SaysWhatToDoWithAwsCode(string code, string id)
    {
        var body = $"<ErrorResponse><Error><Code>{code}</Code><Message>No.</Message></Error><RequestId>r-1</RequestId></ErrorResponse>";
        using var aws = Scripted(_ => (HttpStatusCode.Forbidden, body));

        var error = await Assert.ThrowsAsync<AwsException>(() => aws.CloudFormation.Value.ListStacksAsync(Cancel));

        Assert.Equal((id, code, "r-1"), (error.ErrorId, error.Code, error.RequestId));
        Assert.Equal($"AWS refuses cloudformation:DescribeStacks: No ({code}, request r-1).", error.Message);
    }

    [Fact]
    public async Task ListServicesAsync_ThreePages_AreReadToTheEnd()
    {
        var pages = new Dictionary<string, string>
        {
            ["null"] = """{"serviceArns":["a","b"],"nextToken":"2"}""",
            ["2"] = """{"serviceArns":[],"nextToken":"3"}""",
            ["3"] = """{"serviceArns":["c"]}""",
        };
        using var aws = Scripted(r => (HttpStatusCode.OK, pages[r.Json["nextToken"]?.ToString() ?? "null"]));

        Assert.Equal(["a", "b", "c"], await aws.Ecs.Value.ListServicesAsync("t1", Cancel));
    }

    [Fact]
    public async Task ListServicesAsync_APageThatNamesItself_IsAnErrorAndNoLoop()
    {
        using var aws = Scripted(_ => (HttpStatusCode.OK, """{"serviceArns":["a"],"nextToken":"2"}"""));

        await Assert.ThrowsAsync<AwsException>(() => aws.Ecs.Value.ListServicesAsync("t1", Cancel));
    }

    [Fact]
    public async Task DescribeServicesAsync_TwentyFive_AreAskedForInBatchesOfTen()
    {
        using var aws = Scripted(r =>
        {
            var services = r.Json["services"]!.AsArray().Select(s => $$"""{"serviceName":"{{s}}","serviceArn":"{{s}}","status":"ACTIVE"}""");
            return (HttpStatusCode.OK, $$"""{"services":[{{string.Join(',', services)}}]}""");
        });

        using var tally = AwsCallTally.Begin();
        var found = await aws.Ecs.Value.DescribeServicesAsync("t1", Enumerable.Range(0, 25).Select(n => $"m-{n}"), Cancel);

        Assert.Equal(25, found.Count);
        Assert.Equal(3, tally.Total);
    }

    [Fact]
    public async Task DescribeServicesAsync_Missing_IsAbsentAndOtherFailuresAreErrors()
    {
        using var missing = Scripted(_ => (HttpStatusCode.OK, """{"services":[],"failures":[{"arn":"x","reason":"MISSING"}]}"""));
        using var failed = Scripted(_ => (HttpStatusCode.OK, """{"services":[],"failures":[{"arn":"x","reason":"INACTIVE"}]}"""));

        Assert.Empty(await missing.Ecs.Value.DescribeServicesAsync("t1", ["x"], Cancel));
        Assert.Equal("INACTIVE", (await Assert.ThrowsAsync<AwsException>(() => failed.Ecs.Value.DescribeServicesAsync("t1", ["x"], Cancel))).Code);
    }

    [Theory]
    [InlineData("no xml")]
    [InlineData("")]
    [InlineData("<ListResourceRecordSetsResponse>cut sh")]
    public async Task AnyCall_AnswerThatCantBeRead_IsOneClearError(string body)
    {
        using var aws = Scripted(_ => (HttpStatusCode.OK, body));

        var error = await Assert.ThrowsAsync<AwsException>(() => aws.Route53.Value.ListRecordsAsync("Z1", Cancel));

        Assert.Equal(("AwsFailed", true), (error.ErrorId, error.MayHaveBeenDone));
    }

    [Theory]
    [InlineData("eu-central-1", "https://ecs.eu-central-1.amazonaws.com/", "https://route53.amazonaws.com/", "us-east-1")]
    [InlineData("cn-north-1", "https://ecs.cn-north-1.amazonaws.com.cn/", "https://route53.amazonaws.com.cn/", "cn-northwest-1")]
    [InlineData("us-gov-east-1", "https://ecs.us-gov-east-1.amazonaws.com/", "https://route53.us-gov.amazonaws.com/", "us-gov-west-1")]
    public void EndpointIn_EachPartition_IsItsOwn(string region, string ecs, string route53, string signing)
    {
        Assert.Equal(ecs, AwsService.Ecs.EndpointIn(region).ToString());
        Assert.Equal(route53, AwsService.Route53.EndpointIn(region).ToString());
        Assert.Equal((region, signing), (AwsService.Ecs.SigningRegionIn(region), AwsService.Route53.SigningRegionIn(region)));
    }

    private static AwsConnection Scripted(Func<AwsRequest, (HttpStatusCode, string)> answer) => new(
        new AwsSettings
        {
            Region = "us-east-1", Repeats = 0, Credentials = AwsEmulator.Credentials, Around = inner => new ScriptedAws(inner, answer),
        },
        TimeProvider.System);

    private static Task CallAsync(AwsConnection aws, string operation) => operation switch
    {
        "DescribeStacks" => aws.CloudFormation.Value.ListStacksAsync(Cancel),
        "ListHostedZonesByName" => aws.Route53.Value.ListZonesAsync("t1-firecamp.com", Cancel),
        "DescribeClusters" => aws.Ecs.Value.FindClusterAsync("t1", Cancel),
        _ => AwsFailures.Translated("ec2:DescribeVolumes", () => aws.Ec2.Value.DescribeVolumesAsync(Cancel), Cancel),
    };
}
