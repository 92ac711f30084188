using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class TopologyExpanderTests : IDisposable
{
    private readonly SampleKind _kind = new();

    public void Dispose() => _kind.Dispose();

    [Fact]
    public void Expand_ThreeShardsOfTwo_SpreadsShardsAndReplicasOverZones()
    {
        var places = SampleService.Places(_kind.Read(), "service1");

        Assert.Equal(["service1-0", "service1-1", "service1-2", "service1-3", "service1-4", "service1-5"], places.Select(p => p.Name));
        Assert.Equal(["az1", "az2", "az2", "az3", "az3", "az1"], places.Select(p => p.Zone));
        Assert.Equal(["service1-0", "service1-2", "service1-4"], Names(places, MemberRole.Primary));
        Assert.Equal(["service1-1", "service1-3", "service1-5"], Names(places, MemberRole.Replica));
    }

    [Fact]
    public void Expand_FourShardsOfThree_SpreadsShardsAndReplicasOverZones()
    {
        var places = SampleService.Places(_kind.Read(), "s", ("Shards", "4"), ("Replicas", "3"));

        Assert.Equal(
            ["az1", "az2", "az3", "az2", "az3", "az1", "az3", "az1", "az2", "az1", "az2", "az3"], places.Select(p => p.Zone));
        Assert.Equal([0, 3, 6, 9], places.Where(p => p.Role == MemberRole.Primary).Select(p => p.Ordinal));
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], places.Select(p => p.Shard));
    }

    [Theory]
    [InlineData("3", new[] { "az1", "az2", "az3" })]
    [InlineData("1", new[] { "az1" })]
    public void Expand_OneShard_PutsEachMemberInTheNextZone(string replicas, string[] zones)
        => Assert.Equal(zones, SampleService.Places(_kind.Read(), "s", ("Shards", "1"), ("Replicas", replicas)).Select(p => p.Zone));

    [Fact]
    public void Expand_GroupWithCondition_ExistsOnlyWhereItHolds()
    {
        var definition = _kind.Read();

        Assert.DoesNotContain(SampleService.Places(definition, "s"), p => p.Group == "watch");
        var watchers = SampleService.Places(definition, "s", ("Watchers", "2")).Where(p => p.Group == "watch").ToList();
        Assert.Equal(["s-watch-0", "s-watch-1"], watchers.Select(p => p.Name));
        Assert.All(watchers, w => Assert.Equal(MemberRole.None, w.Role));
    }

    [Fact]
    public void Expand_NameOverALabel_IsRefusedNamingIt()
    {
        var name = new string('a', 62);

        var error = Assert.Throws<InvalidInputException>(() => SampleService.Places(_kind.Read(), name));
        Assert.Equal("TopologyInvalid", error.ErrorId);
        Assert.Contains("64 characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_TwoMembersOfOneName_IsRefused()
    {
        var definition = _kind.Read();
        var twice = definition with { Groups = [definition.Groups[0], definition.Groups[0] with { Name = "again" }] };

        var error = Assert.Throws<InvalidInputException>(() => SampleService.Places(twice, "s"));
        Assert.Contains("'data' and 'again'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_MoreMembersThanAServiceMayHave_IsRefusedWithoutListingThem()
    {
        var error = Assert.Throws<InvalidInputException>(() => SampleService.Places(_kind.Read(), "s", ("Watchers", "2000000000")));
        Assert.Contains("more than 1000 members", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(IEnumerable<MemberPlace> places, MemberRole role)
        => places.Where(p => p.Role == role).Select(p => p.Name);
}
