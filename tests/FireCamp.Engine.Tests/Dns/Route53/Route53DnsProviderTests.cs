using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Route53;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Dns.Route53;
using FireCamp.Engine.Model;
using FireCamp.Testing.Aws;
using FireCamp.Testing.Dns;

namespace FireCamp.Engine.Tests.Dns.Route53;

public sealed class Route53DnsProviderTests(AwsEmulator emulator, ITestOutputHelper output) : DnsProviderContract, IClassFixture<AwsEmulator>
{
    private AwsConnection aws = null!;
    private string zone = "";

    public override ValueTask DisposeAsync()
    {
        aws?.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task EnsureAsync_NamesAndAddressesThatAreNone_NamesAllAndChangesNothing()
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => Names.EnsureAsync(
            new Dictionary<string, string> { ["a.elsewhere.com"] = "10.0.0.1", [Host("b")] = "10.0.0", [Host("c")] = "10.0.0.2" }, Cancel));

        Assert.Equal(["a.elsewhere.com", Host("b")], error.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
        Assert.Empty(await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureAsync_AliasOfSomethingElse_IsLeftAlone()
    {
        await aws.Route53.Value.ChangeAsync(zone, [RecordChange.Upsert(new(Host("a"), "CNAME", 60, ["elsewhere.com."]))], Cancel);

        var error = await Assert.ThrowsAsync<DnsException>(() => Names.EnsureAsync(Map(("a", "10.0.0.1"), ("b", "10.0.0.2")), Cancel));

        Assert.Equal("DnsNameTaken", error.ErrorId);
        Assert.Empty(await Names.ListAsync(Cancel));
        await Names.DeleteAsync([Host("a")], Cancel);
        Assert.Contains(await aws.Route53.Value.ListRecordsAsync(zone, Cancel), s => s.Type == "CNAME");
    }

    [Fact]
    public async Task EnsureAsync_SeveralAddressesOfAHost_BecomeTheOne()
    {
        await aws.Route53.Value.ChangeAsync(zone, [RecordChange.Upsert(new(Host("a"), "A", 300, ["10.0.0.1", "10.0.0.2"]))], Cancel);

        await Names.EnsureAsync(Map(("a", "10.0.0.2")), Cancel);

        var set = Assert.Single(await aws.Route53.Value.ListRecordsAsync(zone, Cancel), s => s.Type == "A");
        Assert.Equal((5, "10.0.0.2"), (set.Ttl, Assert.Single(set.Values)));
    }

    [Theory]
    [InlineData(AwsFault.Throttling)]
    [InlineData(AwsFault.ServerError)]
    [InlineData(AwsFault.LostReply)]
    public async Task DeleteAsync_FaultOnTheWay_IsDoneAllTheSame(AwsFault fault)
    {
        await Names.EnsureAsync(Map(("a", "10.0.0.1"), ("b", "10.0.0.2")), Cancel);
        emulator.World.Faults.Arm("ChangeResourceRecordSets", fault);

        await Names.DeleteAsync([Host("a")], Cancel);

        Assert.Equal(Map(("b", "10.0.0.2")), await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureAsync_ManyHosts_AreChangedInFewCalls()
    {
        using var tally = AwsCallTally.Begin();

        await Names.EnsureAsync(Map([.. Enumerable.Range(0, 1100).Select(n => ($"m-{n}", $"10.3.{n / 250}.{n % 250}"))]), Cancel);

        // Upserts count twice, and a request takes 1,000.
        Assert.Equal(3, tally.Calls["route53:ChangeResourceRecordSets"]);
        output.WriteLine(tally.ToString());
    }

    [Fact]
    public async Task EnsureAsync_NoSuchZone_SaysSoWithAwsCode()
    {
        var elsewhere = new Route53DnsProvider(aws, new Route53Settings { ZoneId = "ZNOPE", Domain = Domain }, TimeProvider.System);

        var error = await Assert.ThrowsAsync<AwsException>(() => elsewhere.EnsureAsync(Map(("a", "10.0.0.1")), Cancel));

        Assert.Equal("NoSuchHostedZone", error.Code);
    }

    [Fact]
    public async Task EnsureAsync_ServersAreLate_IsWaitedForAndThenAnError()
    {
        var late = new ScriptedSync(emulator, pending: 2);
        using var slow = emulator.Connect(s => s with { Around = late.Around });
        var settings = new Route53Settings { ZoneId = zone, Domain = Domain, LookEvery = TimeSpan.FromMilliseconds(10) };

        await new Route53DnsProvider(slow, settings, TimeProvider.System).EnsureAsync(Map(("a", "10.0.0.1")), Cancel);
        Assert.Equal(3, late.Asked);

        late.Pending = int.MaxValue;
        var hasty = new Route53DnsProvider(slow, settings with { SyncWithin = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<DnsException>(() => hasty.EnsureAsync(Map(("a", "10.0.0.2")), Cancel));
        Assert.Equal(("DnsNotServed", true), (error.ErrorId, error.IsTemporary));
    }

    [Fact]
    public void Constructor_WrongSettings_NamesEveryMistake()
    {
        var settings = new Route53Settings { ZoneId = "/hostedzone/Z1", Domain = "no domain", Ttl = TimeSpan.Zero };

        var error = Assert.Throws<InvalidInputException>(() => new Route53DnsProvider(aws, settings, TimeProvider.System));

        Assert.Equal(["ZoneId", "Domain", "Ttl"], error.Mistakes.Select(m => m.Where));
    }

    [Fact]
    public async Task Zones_EnsureRequireDelete_AreThereOnceAndCheckedAndGone()
    {
        var zones = new Route53Zones(aws, TimeProvider.System);
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => zones.EnsureAsync("t9-firecamp.com", "vpc-1", "of t9", Cancel)));
        var other = await zones.EnsureAsync("t9-firecamp.com", "vpc-2", "of another t9", Cancel);

        Assert.Single(made.Distinct());
        Assert.NotEqual(made[0], other);
        await zones.RequireAsync(made[0], "a.t9-firecamp.com", "vpc-1", Cancel);
        Assert.Equal("DnsZoneElsewhere", await RefusalAsync(made[0], "t9-firecamp.com", "vpc-2"));
        Assert.Equal("DnsZoneUnknown", await RefusalAsync(made[0], "elsewhere.com", "vpc-1"));
        Assert.Equal("DnsZoneUnknown", await RefusalAsync("ZNOPE", "t9-firecamp.com", "vpc-1"));
        foreach (var id in made.Append(other))
        {
            await zones.DeleteAsync(id, Cancel);
        }

        Assert.Empty(await aws.Route53.Value.ListZonesAsync("t9-firecamp.com", Cancel));

        async Task<string> RefusalAsync(string id, string domain, string vpc)
            => (await Assert.ThrowsAsync<DnsException>(() => zones.RequireAsync(id, domain, vpc, Cancel))).ErrorId;
    }

    protected override async Task<IDnsProvider> OpenAsync()
    {
        emulator.Require();
        await emulator.ResetAsync();
        aws = emulator.Connect();
        zone = (await aws.Route53.Value.CreatePrivateZoneAsync(Domain, new("us-east-1", "vpc-0"), "of t1", $"{Guid.NewGuid()}", Cancel)).Id;
        return new Route53DnsProvider(aws, new Route53Settings { ZoneId = zone, Domain = Domain }, TimeProvider.System);
    }

    protected override Task<string> StateAsync() => Task.FromResult($"{emulator.World.Count("ChangeResourceRecordSets")}");
}
