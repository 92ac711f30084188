using FireCamp.Engine.Dns;

namespace FireCamp.Testing.Dns;

/// <summary>What every <see cref="IDnsProvider"/> must keep to.</summary>
public abstract class DnsProviderContract : IAsyncLifetime
{
    protected const string Domain = "t1-firecamp.com";

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IDnsProvider Names { get; private set; } = null!;

    /// <summary>A provider for <see cref="Domain"/>, which has no names yet.</summary>
    protected abstract Task<IDnsProvider> OpenAsync();

    /// <summary>Something that is another after each write.</summary>
    protected abstract Task<string> StateAsync();

    public async ValueTask InitializeAsync() => Names = await OpenAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task EnsureAsync_NewHosts_AreListed()
    {
        await Names.EnsureAsync(Map(("mypg-1", "10.3.1.2"), ("mypg-0", "10.3.1.1")), Cancel);

        Assert.True(Names.IsAvailable);
        Assert.Equal(Map(("mypg-0", "10.3.1.1"), ("mypg-1", "10.3.1.2")), await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureAsync_AnotherAddress_ReplacesItAndLeavesOthersAlone()
    {
        await Names.EnsureAsync(Map(("a", "10.3.1.1"), ("b", "10.3.1.2")), Cancel);
        await Names.EnsureAsync(Map(("A", "10.3.1.9")), Cancel);

        Assert.Equal(Map(("a", "10.3.1.9"), ("b", "10.3.1.2")), await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureAsync_AnotherFamily_LeavesNoAddressOfTheFirst()
    {
        await Names.EnsureAsync(Map(("a", "10.3.1.1"), ("b", "fd00::2")), Cancel);
        await Names.EnsureAsync(Map(("a", "fd00::1"), ("b", "10.3.1.2")), Cancel);

        Assert.Equal(Map(("a", "fd00::1"), ("b", "10.3.1.2")), await Names.ListAsync(Cancel));
        await Names.DeleteAsync([Host("a"), Host("b")], Cancel);
        Assert.Empty(await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureAsync_Again_ChangesNothing()
    {
        await Names.EnsureAsync(Map(("a", "10.3.1.1"), ("b", "10.3.1.2")), Cancel);
        var state = await StateAsync();

        await Names.EnsureAsync(Map(("a", "10.3.1.1"), ("b", "10.3.1.2")), Cancel);
        await Names.EnsureAsync(Map(), Cancel);
        Assert.Equal(state, await StateAsync());

        await Names.EnsureAsync(Map(("a", "10.3.1.1"), ("b", "10.3.1.3")), Cancel);
        Assert.NotEqual(state, await StateAsync());
    }

    [Fact]
    public async Task DeleteAsync_Hosts_HaveNoRecordAndOthersStay()
    {
        await Names.EnsureAsync(Map(("a", "10.3.1.1"), ("b", "10.3.1.2"), ("c", "10.3.1.3")), Cancel);
        await Names.DeleteAsync([Host("a"), Host("C")], Cancel);

        Assert.Equal(Map(("b", "10.3.1.2")), await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task DeleteAsync_AbsentHosts_ChangesNothing()
    {
        await Names.EnsureAsync(Map(("a", "10.3.1.1")), Cancel);
        var state = await StateAsync();

        await Names.DeleteAsync([Host("b"), "a.another-domain.com"], Cancel);
        await Names.DeleteAsync([], Cancel);

        Assert.Equal(state, await StateAsync());
    }

    [Fact]
    public async Task EnsureAsync_ManyHosts_AreAllListed()
    {
        var many = Map([.. Enumerable.Range(0, 300).Select(n => ($"a-rather-long-name-of-a-service-{n}", $"10.3.{n / 250}.{n % 250}"))]);

        await Names.EnsureAsync(many, Cancel);
        Assert.Equal(many, await Names.ListAsync(Cancel));

        await Names.DeleteAsync([.. many.Keys], Cancel);
        Assert.Empty(await Names.ListAsync(Cancel));
    }

    [Fact]
    public async Task EnsureAsync_ManyCallsAtOnce_LoseNoHost()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Names.EnsureAsync(Map(($"a-{n}", $"10.3.1.{n}")), Cancel)));

        Assert.Equal(20, (await Names.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task AnyWrite_CancelledBefore_ThrowsAndChangesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Names.EnsureAsync(Map(("a", "10.3.1.1")), Cancel);
        var state = await StateAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Names.EnsureAsync(Map(("b", "10.3.1.2")), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Names.DeleteAsync([Host("a")], cancelled));

        Assert.Equal(state, await StateAsync());
    }

    protected static string Host(string member) => $"{member}.{Domain}";

    protected static Dictionary<string, string> Map(params (string Member, string Address)[] entries)
        => entries.ToDictionary(e => Host(e.Member), e => e.Address);
}
