using FireCamp.Engine.Health;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Tests.Health;

public sealed class ServiceObserverTests
{
    [Fact]
    public void Service_AllMembersReady_IsReady()
    {
        var service = ServiceObserver.Service(Sight.Of("primary", Ready(MemberRole.Primary), Ready(MemberRole.Replica)));
        Assert.Equal(ServicePhase.Ready, service.Phase);
        Assert.Equal(2, service.ReadyMembers);
        Assert.Equal(["s-0"], service.Primary);
        Assert.Empty(service.Reason);
    }

    [Theory]
    [InlineData("primary", MemberRole.Primary, ServicePhase.Unavailable)]
    [InlineData("primary", MemberRole.Replica, ServicePhase.Degraded)]
    [InlineData("majority", MemberRole.Primary, ServicePhase.Degraded)]
    [InlineData("any", MemberRole.Primary, ServicePhase.Degraded)]
    [InlineData("all", MemberRole.Replica, ServicePhase.Unavailable)]
    public void Service_OneOfThreeNotReady_DependsOnWhatServes(string serves, MemberRole broken, ServicePhase expected)
    {
        var others = broken == MemberRole.Primary
            ? new[] { Ready(MemberRole.Replica), Ready(MemberRole.Replica) }
            : [Ready(MemberRole.Primary), Ready(MemberRole.Replica)];
        var slow = Ready(broken) with { Phase = MemberPhase.Unready, Reason = "It is slow." };
        var service = ServiceObserver.Service(Sight.Of(serves, [.. others, slow]));
        Assert.Equal(expected, service.Phase);
        Assert.Equal("s-2 unready: It is slow.", service.Reason);
    }

    [Fact]
    public void Service_ReadyReplicaThatLostItsPrimary_IsDegraded()
    {
        var cutOff = Ready(MemberRole.Replica) with { CaughtUp = false, Reason = "it has no link to its primary" };
        var service = ServiceObserver.Service(Sight.Of("primary", Ready(MemberRole.Primary), cutOff));
        Assert.Equal((ServicePhase.Degraded, 2), (service.Phase, service.ReadyMembers));
        Assert.Contains("it has no link to its primary", service.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Service_Stopped_SaysWhatStillStops()
    {
        var sight = Sight.Of("primary", Ready(MemberRole.Primary));
        sight = sight with
        {
            Service = sight.Service with { Intent = ServiceIntent.Stopped },
            Units = [.. sight.Units.Select(u => u with { MeantToRun = false })],
        };
        var service = ServiceObserver.Service(sight);
        Assert.Equal(ServicePhase.Stopped, service.Phase);
        Assert.Equal("Still stopping: s-0.", service.Reason);
    }

    [Fact]
    public void Members_NodeOfClaimDown_IsLost()
    {
        var sight = Sight.Of("primary", Ready(MemberRole.Primary));
        var member = Assert.Single(ServiceObserver.Members(sight with { Nodes = [Sight.Node(NodePhase.Down)] }));
        Assert.Equal(MemberPhase.Lost, member.Phase);
        Assert.Equal("Node node-1 is down.", member.Reason);
        Assert.Null(member.ProcessId);
    }

    [Fact]
    public void Members_ReportOfOlderEpochThanClaim_IsHistory()
    {
        var sight = Sight.Of("primary", Ready(MemberRole.Primary));
        sight = sight with { Claims = [.. sight.Claims.Select(c => c with { Epoch = 9 })] };
        Assert.Equal(MemberPhase.Preparing, Assert.Single(ServiceObserver.Members(sight)).Phase);
    }

    [Theory]
    [InlineData("h", MemberPhase.Ready)]
    [InlineData("another", MemberPhase.Preparing)]
    public void Members_NodesAgentIsAnotherThanTheClaims_TakesItOnAnew(string holder, MemberPhase expected)
    {
        var sight = Sight.Of("primary", Ready(MemberRole.Primary));
        var member = Assert.Single(ServiceObserver.Members(sight with { Nodes = [Sight.Node(NodePhase.Up) with { Holder = holder }] }));
        Assert.Equal((expected, expected == MemberPhase.Ready), (member.Phase, member.CaughtUp));
    }

    [Fact]
    public void Members_UnitWithoutNode_IsPendingWithThePlatformsReason()
    {
        var sight = Sight.Of("primary", Ready(MemberRole.Primary));
        sight = sight with
        {
            Claims = [],
            Reports = [],
            Units = [.. sight.Units.Select(u => u with { Node = null, Reason = "No node has 512MB free." })],
        };
        var member = Assert.Single(ServiceObserver.Members(sight));
        Assert.Equal((MemberPhase.Pending, "No node has 512MB free."), (member.Phase, member.Reason));
    }

    [Fact]
    public void Members_StoppedInOrder_KeepPlannedRole()
    {
        var sight = Sight.Of("primary", Ready(MemberRole.Primary) with { Phase = MemberPhase.Stopped, Role = MemberRole.None });
        sight = sight with
        {
            Units = [.. sight.Units.Select(u => u with { MeantToRun = false })],
            Claims = [.. sight.Claims.Select(c => c with { Released = true })],
            Members = [.. sight.Members.Select(m => m with { Role = MemberRole.Primary })],
        };
        var member = Assert.Single(ServiceObserver.Members(sight));
        Assert.Equal((MemberPhase.Stopped, MemberRole.Primary), (member.Phase, member.Role));
    }

    private static MemberReport Ready(MemberRole role)
        => new() { Member = "", Node = "node-1", Epoch = 1, Phase = MemberPhase.Ready, Role = role, CaughtUp = true, ProcessId = 7 };

    /// <summary>A running service on one node, one member for each report.</summary>
    private static class Sight
    {
        public static ServiceSight Of(string serves, params MemberReport[] reports)
        {
            var members = reports.Select((_, i) => MemberOutline.Of(TestMembers.Member("s", i))).ToList();
            return new ServiceSight
            {
                Service = TestMembers.Service("s") with { Serves = serves, Intent = ServiceIntent.Running },
                Members = members,
                Reports = [.. reports.Select((r, i) => r with { Member = members[i].Name })],
                Claims = [.. members.Select(m => new MemberClaim("s", m.Name, "node-1", "h", 1, false))],
                Units = [.. members.Select(m => new UnitStatus("s", m.Name, true, "t", "node-1", ""))],
                Nodes = [Node(NodePhase.Up)],
            };
        }

        public static NodeStatus Node(NodePhase phase) => new("t1", "node-1", "zone-1", new ByteSize(1 << 30), phase, "", null, null, null);
    }
}
