using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Secrets;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Secrets;

public sealed class IdentityKeeperTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeTimeProvider calendar = new(new DateTimeOffset(2030, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryMetadataStore store = new(TimeProvider.System);
    private readonly ClusterAuthority authority;
    private readonly IdentityKeeper keeper;

    public IdentityKeeperTests()
    {
        authority = new ClusterAuthority("t1", store, new SealedSecretStore(store, FileKeyProvider.Ensure(folder.File("key"))), calendar);
        keeper = IdentityKeeper.OfEngine(authority, folder.File("identity"), "admin", calendar);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AgentIdentity Current => keeper.Identities.Current;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task KeepAsync_Repeated_IssuesOnceUntilAThirdOfItsLifeIsLeft()
    {
        await authority.EnsureAsync(Cancel);
        Assert.True(await keeper.KeepAsync(Cancel));
        var first = Current.Certificate.Thumbprint;

        calendar.Advance(TimeSpan.FromDays(240));
        Assert.False(await keeper.KeepAsync(Cancel));
        Assert.Equal(first, Current.Certificate.Thumbprint);

        calendar.Advance(TimeSpan.FromDays(5));
        Assert.True(await keeper.KeepAsync(Cancel));
        Assert.NotEqual(first, Current.Certificate.Thumbprint);
    }

    [Fact]
    public async Task KeepAsync_AuthorityBeingReplaced_FollowsEachStep()
    {
        await authority.EnsureAsync(Cancel);
        await keeper.KeepAsync(Cancel);
        var first = Current.Certificate.Thumbprint;

        await authority.AddNextAsync(Cancel);
        Assert.True(await keeper.KeepAsync(Cancel));
        Assert.Equal((first, 2), (Current.Certificate.Thumbprint, Current.Authorities.Count));

        await authority.SwitchAsync(Cancel);
        Assert.True(await keeper.KeepAsync(Cancel));
        Assert.NotEqual(first, Current.Certificate.Thumbprint);

        await authority.DropOldAsync(Cancel);
        Assert.True(await keeper.KeepAsync(Cancel));
        Assert.Single(Current.Authorities);
        Assert.False(await keeper.KeepAsync(Cancel));
    }

    [Fact]
    public async Task KeepAsync_SpoiltFiles_AreMadeAnew()
    {
        await authority.EnsureAsync(Cancel);
        Directory.CreateDirectory(folder.File("identity"));
        await File.WriteAllTextAsync(Path.Combine(folder.File("identity"), "identity.pem"), "nothing", Cancel);
        Assert.True(await keeper.KeepAsync(Cancel));
        Assert.Contains("admin", Current.Certificate.Subject, StringComparison.Ordinal);
    }
}
