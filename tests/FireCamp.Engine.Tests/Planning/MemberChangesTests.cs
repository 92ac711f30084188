using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>What changes of who the members are, and of the catalog itself, mean for members that run.</summary>
public sealed class MemberChangesTests
{
    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    [InlineData("ZooKeeper")]
    public void Between_OneMemberMore_DisturbsNoMemberThatIsThere(string kind)
    {
        var (state, definition, placed) = Prepare(kind);
        var more = new RenderMember(placed[2].Place with { Name = "it-3", Index = 3, Ordinal = 3 }, "it-3.t1-firecamp.com", "127.9.1.4");
        var changes = Between(state, definition, placed, [.. placed, more]);
        Assert.Equal(3, changes.Count);
        Assert.All(changes, c => Assert.InRange(c.Applies, ChangeApplies.Live, ChangeApplies.Reload));
    }

    [Fact]
    public void Between_AnotherPrimary_ReloadsTheReplicasOfPostgreSql()
    {
        var (state, definition, placed) = Prepare("PostgreSQL");
        var moved = placed.Select(m => m with
        {
            Place = m.Place with { Role = m.Place.Ordinal == 1 ? MemberRole.Primary : MemberRole.Replica },
        }).ToList();
        var changes = Between(state, definition, placed, moved);
        Assert.Equal((ChangeApplies.Reload, MemberRole.Replica), (changes[2].Applies, changes[2].New.Role));
        Assert.Contains("conf/place", changes[2].What);
    }

    [Fact]
    public void Between_ANewerCatalogsFile_AppliesAsTheFileSays()
    {
        var (state, definition, placed) = Prepare("PostgreSQL");
        var older = state.Own.Select(m => m with { Files = [.. m.Files.Select(f => f.Path == "conf/start.sh" ? f with { Content = "old" } : f)] });
        var changes = MemberChanges.Between(
            definition, Input(state, placed), Input(state, placed), [.. older], state);
        Assert.All(changes, c => Assert.Equal((ChangeApplies.Restart, "conf/start.sh"), (c.Applies, Assert.Single(c.What))));
    }

    [Fact]
    public void Between_AUsersOptionAndANewerCatalog_EachSpeaksForItself()
    {
        var (state, definition, placed) = Prepare("PostgreSQL");
        var older = state.Own.Select(m => m with { Files = [.. m.Files.Select(f => f.Path == "conf/start.sh" ? f with { Content = "old" } : f)] });
        var after = Input(state, placed);
        var changes = MemberChanges.Between(
            definition,
            Input(state, placed),
            after with { Service = after.Service with { Options = new Dictionary<string, string>(after.Service.Options) { ["WorkMem"] = "8MB" } } },
            [.. older],
            state);
        Assert.All(changes, c => Assert.Equal((ChangeApplies.Restart, 2), (c.Applies, c.What.Count)));
    }

    [Fact]
    public void Between_NothingNew_ChangesNobody()
    {
        var (state, definition, placed) = Prepare("Redis");
        Assert.Empty(Between(state, definition, placed, placed));
    }

    private static (PlanningState State, ServiceDefinition Definition, IReadOnlyList<RenderMember> Placed) Prepare(string kind)
    {
        var state = PlanningStates.After(PlanningStates.Plan("it", kind));
        return (state, PlanningStates.Catalog.Find(kind), [.. state.Own.Select(RenderMember.Of)]);
    }

    private static IReadOnlyList<MemberChange> Between(
        PlanningState state, ServiceDefinition definition, IReadOnlyList<RenderMember> before, IReadOnlyList<RenderMember> after)
        => MemberChanges.Between(definition, Input(state, before), Input(state, after), state.Own, state);

    private static RenderInput Input(PlanningState state, IReadOnlyList<RenderMember> members) => new()
    {
        Cluster = state.Cluster,
        Service = state.Service("it"),
        Members = members,
        PathOf = state.PathOf,
        RunPathOf = state.RunPathOf,
    };
}
