using FireCamp.Engine.Health;
using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Model;
using FireCamp.Engine.Tests.Planning;

namespace FireCamp.Engine.Tests.Health;

public sealed class ServiceChecksTests
{
    [Fact]
    public void Run_AllWell_EveryCheckPasses()
    {
        var evidence = Evidence.Of("primary") with { Certificates = [new NodeCertificate("node-1", null, null)] };
        var checks = ServiceChecks.Run(evidence, ServiceChecks.All);
        Assert.Equal(
            ["Members", "Quorum", "Lag", "Zones", "Disk", "Operation", "Drift", "Certificates"], checks.Select(c => c.Check));
        Assert.All(checks, c => Assert.Equal((CheckOutcome.Passed, ""), (c.Outcome, c.NextStep)));
        Assert.Contains("3 members are ready.", checks.Select(c => c.Message));
    }

    [Fact]
    public void Run_Stopped_AsksForNothing()
    {
        var evidence = Evidence.Of("primary", intent: ServiceIntent.Stopped);
        evidence = evidence with
        {
            Sight = evidence.Sight with
            {
                Units = [.. evidence.Sight.Units.Select(u => u with { MeantToRun = false })],
                Claims = [.. evidence.Sight.Claims.Select(c => c with { Released = true })],
            },
        };
        Assert.All(ServiceChecks.Run(evidence, ServiceChecks.All), c => Assert.Equal(CheckOutcome.Passed, c.Outcome));
        Assert.Equal("It is stopped, as it is meant to be.", Only(new MembersCheck(), evidence).Message);
    }

    [Fact]
    public void Archive_NotAskedFor_SaysNothing() => Assert.Empty(ServiceChecks.Run(Evidence.Of("primary"), [new ArchiveCheck()]));

    [Fact]
    public void Archive_Goes_SaysHowFar()
    {
        var evidence = Evidence.Of("primary") with { Archives = [Archive, Archive with { Member = "s-1", LastUntil = null }] };
        var found = Only(new ArchiveCheck(), evidence);
        Assert.Equal(("s-0", CheckOutcome.Passed), (found.Target, found.Outcome));
        Assert.Equal("Its log is archived up to 1970-01-01 00:01:00Z, segment s-7/00000001/A.", found.Message);
    }

    [Fact]
    public void Archive_StoreAway_WarnsSinceWhen()
    {
        var since = DateTimeOffset.UnixEpoch.AddMinutes(2);
        var failing = Archive with { Waiting = "s-7/00000001/B", WaitingSince = since, Problem = "the store is full." };
        var found = Only(new ArchiveCheck(), Evidence.Of("primary") with { Archives = [failing] });
        Assert.Equal(CheckOutcome.Warning, found.Outcome);
        Assert.Equal("Its log isn't archived from 1970-01-01 00:02:00Z on, segment s-7/00000001/B: the store is full.", found.Message);
    }

    [Fact]
    public void Members_NotReady_FailsWithTheReason()
    {
        var slow = Evidence.Of("primary").With(1, r => r with { Phase = MemberPhase.Unready, Reason = "it recovers from its log" });
        var found = Only(new MembersCheck(), slow);
        Assert.Equal(("s-1", CheckOutcome.Failed, "It is unready: it recovers from its log."), (found.Target, found.Outcome, found.Message));
        Assert.Contains("Get-FireCampLog s -Member s-1", found.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_ReadyWithAComplaint_IsAWarning()
    {
        var found = ServiceChecks.Run(Evidence.Of("primary").With(1, r => r with { Reason = "it has no link to its primary" }), [new MembersCheck()]);
        Assert.Equal([CheckOutcome.Warning, CheckOutcome.Passed], found.Select(f => f.Outcome));
    }

    [Theory]
    [InlineData("majority", 3, 0, CheckOutcome.Passed, "1 member may be lost")]
    [InlineData("majority", 3, 1, CheckOutcome.Warning, "no member may be lost; with all of them ready 1 member may be lost")]
    [InlineData("majority", 3, 2, CheckOutcome.Failed, "more than half")]
    [InlineData("majority", 5, 1, CheckOutcome.Warning, "1 member may be lost; with all of them ready 2 members may be lost")]
    [InlineData("primary", 3, 0, CheckOutcome.Passed, "2 members may be lost")]
    [InlineData("primary", 3, 1, CheckOutcome.Warning, "1 member may be lost")]
    [InlineData("primary", 1, 0, CheckOutcome.Passed, "no member may be lost")]
    [InlineData("primary", 3, 3, CheckOutcome.Failed, "a primary must be ready")]
    [InlineData("any", 2, 1, CheckOutcome.Warning, "no member may be lost")]
    [InlineData("all", 3, 0, CheckOutcome.Passed, "no member may be lost")]
    [InlineData("all", 3, 1, CheckOutcome.Failed, "all members must be ready")]
    public void Quorum_SomeLost_SaysHowManyMoreMayBe(string serves, int members, int lost, CheckOutcome outcome, string words)
    {
        var evidence = Evidence.Of(serves, members);
        for (var i = members - lost; i < members; i++)
        {
            evidence = evidence.With(i, r => r with { Phase = MemberPhase.Failed });
        }

        var found = Only(new QuorumCheck(), evidence);
        Assert.Equal(outcome, found.Outcome);
        Assert.Contains(words, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spare_WhoeverIsLost_ServesAsLongAsItSays()
    {
        foreach (var (serves, count) in new[] { "majority", "any", "all" }.SelectMany(s => Enumerable.Range(1, 7), (s, n) => (s, n)))
        {
            for (var ready = 0; ready <= count; ready++)
            {
                var members = Members(count, ready);
                var spare = SpareRule.Spare(serves, members);
                Assert.Equal(ServingRule.Serves(serves, members), spare >= 0);
                if (spare >= 0)
                {
                    Assert.True(ServingRule.Serves(serves, Members(count, ready - spare)), $"{serves} {count} {ready}");
                    Assert.False(ServingRule.Serves(serves, Members(count, ready - spare - 1)), $"{serves} {count} {ready}");
                }
            }
        }
    }

    [Fact]
    public void Lag_ReplicaBehind_IsAWarningWithWhatIsMissing()
    {
        var behind = Evidence.Of("primary").With(2, r => r with { CaughtUp = false, Lag = 48L << 20 });
        var found = Only(new LagCheck(), behind);
        Assert.Equal(("s-2", CheckOutcome.Warning, "It has not caught up: 48MB are missing."), (found.Target, found.Outcome, found.Message));
    }

    [Fact]
    public void Zones_TwoOnOneNodeOrInAnotherZone_AreWarnings()
    {
        var moved = ServiceChecks.Run(Evidence.Of("primary").On(2, "node-1"), [new ZonesCheck()]);
        Assert.Equal(["s-2", "node-1"], moved.Select(f => f.Target));
        Assert.Equal("It runs on node-1 in zone zone-1, and was planned for zone-3.", moved[0].Message);
        Assert.Equal("s-0, s-2 are on one node, and are lost together.", moved[1].Message);

        var all = ServiceChecks.Run(Evidence.Of("primary").On(1, "node-1").On(2, "node-1"), [new ZonesCheck()]);
        Assert.Contains(all, f => f.Message == "s-0, s-1, s-2 are all in zone zone-1, and were planned for 3 zones.");
        Assert.Equal("3 members on 3 nodes in 3 zones.", Only(new ZonesCheck(), Evidence.Of("primary")).Message);
    }

    [Theory]
    [InlineData(79, VolumeReserveState.Held, CheckOutcome.Passed)]
    [InlineData(80, VolumeReserveState.Held, CheckOutcome.Warning)]
    [InlineData(95, VolumeReserveState.Absent, CheckOutcome.Failed)]
    [InlineData(90, VolumeReserveState.GivenBack, CheckOutcome.Failed)]
    public void Disk_FullVolume_IsToldInTime(int percent, VolumeReserveState reserve, CheckOutcome outcome)
    {
        var evidence = Evidence.Of("primary");
        var full = evidence with { Usages = [.. evidence.Usages.Skip(1), Evidence.UsageOf(evidence.Sight.Members[0], percent, reserve)] };
        Assert.Equal(outcome, Only(new DiskCheck(), full).Outcome);
    }

    [Fact]
    public void Disk_NotMeasured_IsAWarning()
    {
        var evidence = Evidence.Of("primary");
        var found = Only(new DiskCheck(), evidence with { Usages = [.. evidence.Usages.Skip(1)] });
        Assert.Equal(("s-0", CheckOutcome.Warning), (found.Target, found.Outcome));
    }

    [Theory]
    [InlineData(true, false, CheckOutcome.Failed)]
    [InlineData(false, true, CheckOutcome.Failed)]
    [InlineData(false, false, CheckOutcome.Passed)]
    public void Operation_Unfinished_FailsUnlessSomebodyRunsIt(bool stuck, bool interrupted, CheckOutcome outcome)
    {
        var sight = new OperationSight("k3f9x2ab", "restart-service", "Failed", stuck, interrupted, null, "It was interrupted.");
        var found = Only(new OperationCheck(), Evidence.Of("primary") with { Unfinished = sight });
        Assert.Equal(("k3f9x2ab", outcome), (found.Target, found.Outcome));
    }

    [Fact]
    public void Operation_Queued_IsNamed()
    {
        var sight = new OperationSight("k3f9x2ab", "restart-service", "Queued", false, false, null, "It may begin at …");
        var found = Only(new OperationCheck(), Evidence.Of("primary") with { Queued = [sight] });
        Assert.Equal("restart-service is queued. It may begin at …", found.Message);
    }

    [Fact]
    public void Drift_OfSpecsAndFiles_IsNamedOnceForAllThatShareIt()
    {
        var evidence = Evidence.Of("primary") with
        {
            Drifts = [new MemberDrift("s-0", ["conf/a", "environment"]), new MemberDrift("s-1", ["conf/a", "environment"])],
            Files = [new MemberFilesSight("s-2", new Dictionary<string, string> { ["conf/b"] = "changed" }, null)],
        };
        var found = ServiceChecks.Run(evidence, [new DriftCheck()]);
        Assert.Equal(["s-0, s-1", "s-2"], found.Select(f => f.Target));
        Assert.Contains("conf/a, environment", found[0].Message, StringComparison.Ordinal);
        Assert.Contains("conf/b (changed)", found[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_RunningOutOrUnknown_AreTold()
    {
        var now = DateTimeOffset.UnixEpoch;
        var evidence = Evidence.Of("primary") with
        {
            Certificates =
            [
                new("node-1", now.AddDays(200), null), new("node-2", now.AddDays(10), null), new("node-3", now.AddDays(-1), null),
                new("node-4", null, "It can't be reached."),
            ],
        };
        Assert.Equal(
            [("node-2", CheckOutcome.Warning), ("node-3", CheckOutcome.Failed), ("node-4", CheckOutcome.Warning)],
            ServiceChecks.Run(evidence, [new CertificatesCheck()]).Select(f => (f.Target, f.Outcome)));
        evidence = evidence with { Certificates = [new("node-1", now.AddDays(200), null)] };
        Assert.Equal("Those of its nodes' agents are good for 200 days at least.", Only(new CertificatesCheck(), evidence).Message);
    }

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    [InlineData("ZooKeeper")]
    public void Between_EveryPartChanged_IsNamed(string kind)
    {
        var member = PlanningStates.Plan("mine", kind).Members[0];
        Assert.Empty(SpecDrift.Between(member, member with { Files = [.. member.Files] }));
        var other = member with
        {
            Files = [.. member.Files.Skip(1), new MemberFile("conf/new", "x")],
            Volumes = [.. member.Volumes.Select(v => v with { Size = new ByteSize(1) })],
            Connections = new Dictionary<string, string> { ["x"] = "y" },
            Workload = member.Workload with
            {
                Command = ["true"], Environment = new Dictionary<string, string> { ["X"] = "y" }, Memory = new ByteSize(1), StopSignal = "USR2",
                Software = new Software("other", [], [], []), Probe = new ProbeSpec { Command = ["false"] }, Ports = [],
                Actions = new Dictionary<string, ActionSpec> { ["x"] = new(["x"], new Dictionary<string, string>(), TimeSpan.FromSeconds(1)) },
            },
        };
        Assert.Equal(
            new[] { "conf/new", member.Files[0].Path }.Order(StringComparer.Ordinal).Concat(
                ["volumes", "connections", "environment", "command", "software", "probe", "actions", "memory", "ports", "stop"]),
            SpecDrift.Between(member, other));
    }

    private static MemberArchive Archive { get; } = new()
    {
        Service = "s", Member = "s-0", Node = "node-1", Last = "s-7/00000001/A", LastUntil = DateTimeOffset.UnixEpoch.AddMinutes(1),
    };

    private static ServiceCheck Only(IServiceCheck check, ServiceEvidence evidence) => Assert.Single(ServiceChecks.Run(evidence, [check]));

    private static List<Member> Members(int count, int ready) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Member
        {
            Cluster = "t1", Service = "s", Name = $"s-{i}", Zone = "z", Host = "h", CaughtUp = i < ready,
            Phase = i < ready ? MemberPhase.Ready : MemberPhase.Failed, Role = MemberRole.Replica,
        }),
    ];
}
