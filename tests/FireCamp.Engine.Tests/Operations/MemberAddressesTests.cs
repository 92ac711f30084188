using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine.Tests.Operations;

public sealed class MemberAddressesTests
{
    private const string Address = "10.0.0.1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_TwoAtOnce_OneGetsTheAddressAndTheOtherIsToldWho()
    {
        await using var store = new InMemoryMetadataStore(TimeProvider.System);
        var taking = new[] { "a", "b" }
            .Select(s => MemberAddresses.TakeAsync(store, s, [TestMembers.Member(s, 0) with { Address = Address }], Cancel)).ToList();
        await Task.WhenAll(taking).ContinueWith(_ => { }, TaskScheduler.Default);

        var refused = Assert.IsType<FireCampException>(Assert.Single(taking, t => t.IsFaulted).Exception!.InnerException);
        var winner = (await store.FindAsync(Keys.Address(Address), MetadataJson.Default.AddressTaking, Cancel))!.Value;
        Assert.Equal("AddressTaken", refused.ErrorId);
        Assert.Contains($"{winner.Member} of service {winner.Service}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_AnothersAddress_StaysTheirs()
    {
        await using var store = new InMemoryMetadataStore(TimeProvider.System);
        await MemberAddresses.TakeAsync(store, "a", [TestMembers.Member("a", 0) with { Address = Address }], Cancel);
        await MemberAddresses.ReturnAsync(store, "b", [TestMembers.Member("b", 0) with { Address = Address }], Cancel);
        Assert.NotNull(await store.FindAsync(Keys.Address(Address), Cancel));

        await MemberAddresses.ReturnAsync(store, "a", [TestMembers.Member("a", 0) with { Address = Address }], Cancel);
        Assert.Null(await store.FindAsync(Keys.Address(Address), Cancel));
    }
}
