using FireCamp.Engine.Health;
using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Tests.Health;

/// <summary>A running service of kind Fake to be checked: its members ready, one on each node, each in its zone.</summary>
internal static class Evidence
{
    public static ServiceEvidence Of(string serves, int members = 3, ServiceIntent intent = ServiceIntent.Running)
    {
        var specs = Enumerable.Range(0, members).Select(i => MemberOutline.Of(TestMembers.Member("s", i))).ToList();
        return new ServiceEvidence
        {
            Now = DateTimeOffset.UnixEpoch,
            Sight = new ServiceSight
            {
                Service = TestMembers.Service("s") with { Serves = serves, Intent = intent },
                Members = specs,
                Reports = [.. specs.Select((m, i) => new MemberReport
                {
                    Member = m.Name, Node = NodeOf(i), Epoch = 1, Phase = MemberPhase.Ready, Role = i == 0 ? MemberRole.Primary : MemberRole.Replica,
                    CaughtUp = true, ProcessId = 7,
                })],
                Claims = [.. specs.Select((m, i) => new MemberClaim("s", m.Name, NodeOf(i), "h", 1, false))],
                Units = [.. specs.Select((m, i) => new UnitStatus("s", m.Name, true, "t", NodeOf(i), ""))],
                Nodes = [.. Enumerable.Range(1, 3).Select(i => new NodeStatus(
                    "t1", $"node-{i}", $"zone-{i}", new ByteSize(1 << 30), NodePhase.Up, "", null, null, null))],
            },
            Usages = [.. specs.Select(m => UsageOf(m, 20))],
        };
    }

    public static string NodeOf(int member) => $"node-{(member % 3) + 1}";

    public static MemberUsage UsageOf(MemberOutline member, int percent, VolumeReserveState reserve = VolumeReserveState.Held) => new()
    {
        Service = "s",
        Member = member.Name,
        Node = "node-1",
        Volumes =
        [
            new VolumeUse
            {
                Volume = member.Volumes[0].Name, Purpose = "data", Size = member.Volumes[0].Size, Total = new ByteSize(10L << 30),
                Free = new ByteSize((10L << 30) / 100 * (100 - percent)), Percent = percent, Reserve = reserve,
            },
        ],
    };

    /// <summary>The same with another report of one member.</summary>
    public static ServiceEvidence With(this ServiceEvidence evidence, int member, Func<MemberReport, MemberReport> change) => evidence with
    {
        Sight = evidence.Sight with { Reports = [.. evidence.Sight.Reports.Select((r, i) => i == member ? change(r) : r)] },
    };

    /// <summary>The same with one member on another node.</summary>
    public static ServiceEvidence On(this ServiceEvidence evidence, int member, string node)
    {
        var claims = evidence.Sight.Claims.Select((c, i) => i == member ? c with { Node = node } : c);
        return evidence with { Sight = evidence.Sight with { Claims = [.. claims] } };
    }
}
