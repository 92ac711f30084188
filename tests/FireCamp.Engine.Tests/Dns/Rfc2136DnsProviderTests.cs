using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net.Dns;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Model;
using FireCamp.Testing.Dns;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Dns;

/// <summary>Names in a real DNS server, and what becomes of each of its refusals.</summary>
public abstract class Rfc2136DnsProviderTests(RealDnsServer server) : DnsProviderContract
{
    private static readonly TsigKey Good = Key(RealDnsServer.Key, "hmac-sha256");

    [Fact]
    public async Task EnsureAsync_Host_IsAnsweredToAnybodyWithAShortLife()
    {
        await Names.EnsureAsync(Map(("a", "10.3.1.1"), ("b", "fd00::1")), Cancel);

        var a = Assert.IsType<ARecord>(Assert.Single(await server.AskAsync(Host("a"), RecordType.A)));
        Assert.Equal((IPAddress.Parse("10.3.1.1"), 5), (a.Address, a.TimeToLive));
        Assert.IsType<AaaaRecord>(Assert.Single(await server.AskAsync(Host("b"), RecordType.Aaaa)));
    }

    [Fact]
    public async Task EnsureAsync_LifeOfItsOwn_IsUsed()
    {
        await Provider(Settings() with { TimeToLive = TimeSpan.FromSeconds(77) }).EnsureAsync(Map(("a", "10.3.1.1")), Cancel);

        Assert.Equal(77, Assert.Single(await server.AskAsync(Host("a"), RecordType.A)).TimeToLive);
    }

    [Fact]
    public async Task EnsureAsync_RecordsOfOtherKinds_Stay()
    {
        var before = (await server.AskAsync(Domain, RecordType.Ns)).Count;
        await Names.EnsureAsync(new Dictionary<string, string> { [Domain] = "10.3.1.1" }, Cancel);
        await Names.DeleteAsync([Domain], Cancel);

        Assert.Equal((1, before), (before, (await server.AskAsync(Domain, RecordType.Ns)).Count));
        Assert.Empty(await server.AskAsync(Domain, RecordType.A));
    }

    [Theory]
    [InlineData("fc-sha1", "hmac-sha1")]
    [InlineData("fc-sha224", "hmac-sha224")]
    [InlineData("fc-md5", "hmac-md5")]
    [InlineData("fc-sha512", "hmac-sha512")]
    public async Task EnsureAsync_OtherAlgorithm_Works(string name, string algorithm)
    {
        await Provider(Settings() with { Key = Key(name, algorithm) }).EnsureAsync(Map(("a", "10.3.1.1")), Cancel);

        Assert.Single(await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureAsync_ZoneAboveTheDomain_Works()
    {
        var below = Provider(Settings() with { Domain = $"below.{Domain}", Zone = Domain });
        await below.EnsureAsync(Map(("a.below", "10.3.1.1")), Cancel);
        await Names.EnsureAsync(Map(("b", "10.3.1.2")), Cancel);

        Assert.Equal(Map(("a.below", "10.3.1.1")), await below.ListAsync(Cancel));
    }

    [Fact]
    public async Task AnyCall_WrongSecret_NamesServerZoneAndKey()
    {
        var error = await FailsAsync(Settings() with { Key = new TsigKey(RealDnsServer.Key, "hmac-sha256", new byte[32]) }, "DnsKeyRefused");

        Assert.Contains($"{server.EndPoint}", error.Message);
        Assert.Contains(Domain, error.Message);
        Assert.Contains(RealDnsServer.Key, error.Message);
        Assert.Contains("BADSIG", error.Message);
    }

    [Fact]
    public async Task AnyCall_UnknownKey_IsSaid()
        => Assert.Contains("BADKEY", (await FailsAsync(Settings() with { Key = Key("fc-t9", "hmac-sha256") }, "DnsKeyRefused")).Message);

    [Fact]
    public Task AnyCall_AnotherAlgorithmThanTheServers_IsSaid()
        => FailsAsync(Settings() with { Key = Key(RealDnsServer.Key, "hmac-sha512") }, "DnsKeyRefused");

    [Fact]
    public async Task AnyCall_ClockOff_IsSaid()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(1));

        Assert.Equal("DnsClockSkew", (await FailAsync(Settings(), time)).ErrorId);
    }

    [Fact]
    public Task AnyCall_ZoneThatTheServerHasNot_IsSaid()
        => FailsAsync(Settings() with { Domain = "t7-firecamp.com", Zone = "t7-firecamp.com" }, "DnsZoneUnknown");

    [Fact]
    public Task AnyCall_ZoneThatIsNotLoaded_IsTemporary()
        => FailsAsync(Settings() with { Domain = "broken.com", Zone = "broken.com" }, "DnsServerFailed", temporary: true);

    [Fact]
    public async Task EnsureAsync_KeyWithoutRights_IsSaid()
    {
        var names = Provider(Settings() with { Domain = "closed.com", Zone = "closed.com" });
        var error = await Assert.ThrowsAsync<DnsException>(
            () => names.EnsureAsync(new Dictionary<string, string> { ["a.closed.com"] = "10.3.1.1" }, Cancel));

        Assert.Contains(error.ErrorId, (string[])["DnsUpdateRefused", "DnsKeyRefused", "DnsZoneUnknown"]);
        Assert.Contains("let the key update", error.NextStep, StringComparison.OrdinalIgnoreCase);
        await Assert.ThrowsAsync<DnsException>(() => names.ListAsync(Cancel));
    }

    [Fact]
    public async Task ListAsync_TransferRefused_IsSaidAndUpdatesGoOn()
    {
        var names = Provider(Settings() with { Domain = "unlisted.com", Zone = "unlisted.com" });
        await names.EnsureAsync(new Dictionary<string, string> { ["a.unlisted.com"] = "10.3.1.1" }, Cancel);

        var error = await Assert.ThrowsAsync<DnsException>(() => names.ListAsync(Cancel));

        Assert.Contains(error.ErrorId, (string[])["DnsTransferRefused", "DnsKeyRefused", "DnsZoneUnknown"]);
        Assert.Contains("transfer", error.NextStep);
        Assert.Single(await server.AskAsync("a.unlisted.com", RecordType.A));
    }

    [Fact]
    public async Task AnyCall_ServerFrozen_IsTemporaryAndOverInTime()
    {
        await server.FreezeAsync();
        try
        {
            await FailsAsync(Settings() with { Timeout = TimeSpan.FromMilliseconds(200) }, "DnsUnreachable", temporary: true);
        }
        finally
        {
            server.Thaw();
        }

        await Names.EnsureAsync(Map(("a", "10.3.1.1")), Cancel);
    }

    [Fact]
    public async Task AnyCall_ServerDown_IsTemporaryAndTheNextServerIsAsked()
    {
        var down = new IPEndPoint(IPAddress.Loopback, RealDnsServer.FreePort());
        await FailsAsync(Settings() with { Servers = [down] }, "DnsUnreachable", temporary: true);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var names = Provider(Settings() with
        {
            Servers = [down, (IPEndPoint)silent.LocalEndpoint, server.EndPoint],
            Timeout = TimeSpan.FromSeconds(1),
        });
        await names.EnsureAsync(Map(("a", "10.3.1.1")), Cancel);

        Assert.Equal(Map(("a", "10.3.1.1")), await names.ListAsync(Cancel));
    }

    [Fact]
    public async Task AnyCall_SecondServerRefusesInPlaceOfASilentPrimary_IsTemporaryAndSaysBoth()
    {
        var down = new IPEndPoint(IPAddress.Loopback, RealDnsServer.FreePort());
        var settings = Settings() with { Servers = [down, server.EndPoint], Key = Key("fc-t9", "hmac-sha256") };
        var error = await FailsAsync(settings, "DnsUnreachable", temporary: true);

        Assert.Contains($"{down}", error.Message);
        Assert.Contains("BADKEY", error.Message);
    }

    [Fact]
    public async Task AnyCall_CancelledMeanwhile_EndsAtOnce()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var cancel = new CancellationTokenSource();
        var settings = Settings() with { Servers = [(IPEndPoint)silent.LocalEndpoint], Timeout = TimeSpan.FromMinutes(1) };
        var listing = Provider(settings).ListAsync(cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    [Fact]
    public async Task EnsureAsync_WrongNamesAndAddresses_AreAllNamedAndNothingIsSent()
    {
        var wrong = new Dictionary<string, string> { ["a.another.com"] = "10.0.0.1", [Host("b")] = "10.0.0.256", [Host("c")] = "10.0.0.1" };

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => Names.EnsureAsync(wrong, Cancel));

        Assert.Equal(["a.another.com", Host("b")], error.Mistakes.Select(m => m.Where));
        Assert.Empty(await Names.ListAsync(Cancel));
    }

    protected override async Task<IDnsProvider> OpenAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var names = Provider(Settings());
        await names.DeleteAsync([.. (await names.ListAsync(Cancel)).Keys], Cancel);
        return names;
    }

    // A zone's serial rises with each change.
    protected override async Task<string> StateAsync()
        => ((SoaRecord)Assert.Single(await server.AskAsync(Domain, RecordType.Soa))).SerialNumber.ToString();

    private static TsigKey Key(string name, string algorithm) => new(name, algorithm, Convert.FromBase64String(RealDnsServer.Secret));

    private static Rfc2136DnsProvider Provider(Rfc2136Settings settings) => new(settings);

    /// <summary>Whatever is asked fails, temporarily or not, and says no secret.</summary>
    private static async Task<DnsException> FailAsync(Rfc2136Settings settings, TimeProvider? time = null)
    {
        var names = new Rfc2136DnsProvider(settings, time);
        var host = new Dictionary<string, string> { [$"a.{settings.Domain}"] = "10.3.1.1" };
        var error = await Assert.ThrowsAsync<DnsException>(() => names.EnsureAsync(host, Cancel));
        var deleting = await Assert.ThrowsAsync<DnsException>(() => names.DeleteAsync(host.Keys, Cancel));
        var listing = await Assert.ThrowsAsync<DnsException>(() => names.ListAsync(Cancel));
        Assert.Equal((error.ErrorId, error.IsTemporary, error.IsTemporary), (deleting.ErrorId, deleting.IsTemporary, listing.IsTemporary));
        Assert.DoesNotContain(RealDnsServer.Secret, $"{error} {error.NextStep}");
        return error;
    }

    private static async Task<DnsException> FailsAsync(Rfc2136Settings settings, string id, bool temporary = false)
    {
        var error = await FailAsync(settings);
        Assert.Equal((id, temporary), (error.ErrorId, error.IsTemporary));
        return error;
    }

    private Rfc2136Settings Settings() => new([server.EndPoint], Domain, Good);
}
