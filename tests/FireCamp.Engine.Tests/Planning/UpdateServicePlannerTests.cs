using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>What a change means for a service and for each of its members.</summary>
public sealed class UpdateServicePlannerTests
{
    private static readonly PlanningState Pg = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL", ("WorkMem", "4MB")));

    [Theory]
    [InlineData("PostgreSQL", "MaxConnections", "200", ChangeApplies.Restart)]
    [InlineData("PostgreSQL", "StatementTimeout", "5s", ChangeApplies.Reload)]
    [InlineData("PostgreSQL", "SynchronousReplication", "any 1", ChangeApplies.Reload)]
    [InlineData("PostgreSQL", "VolumeSize", "20GB", ChangeApplies.Reload)]
    [InlineData("Redis", "MaxMemoryPolicy", "allkeys-lru", ChangeApplies.Reload)]
    [InlineData("Redis", "Databases", "32", ChangeApplies.Restart)]
    [InlineData("Redis", "VolumeSize", "20GB", ChangeApplies.Live)]
    [InlineData("ZooKeeper", "TickTime", "1s", ChangeApplies.Restart)]
    [InlineData("ZooKeeper", "VolumeSize", "20GB", ChangeApplies.Live)]
    public void Plan_AnOption_AppliesAsTheKindSaysToEachMember(string kind, string option, string value, ChangeApplies applies)
    {
        var plan = Plan(PlanningStates.After(PlanningStates.Plan("it", kind)), "it", r => r with { Options = Options((option, value)) });
        Assert.Equal(3, plan.Changes.Count);
        Assert.All(plan.Changes, c => Assert.Equal(applies, c.Applies));
        Assert.Equal([option], plan.Differences.Select(d => d.What));
        Assert.Equal(option == "VolumeSize" ? 3 : 0, plan.Growing.Count);
    }

    [Fact]
    public void Plan_OptionsOfTwoSorts_TheMoreDisturbingCounts()
    {
        var plan = Plan(Pg, "mypg", r => r with { Options = Options(("MaxConnections", "200"), ("StatementTimeout", "5s")) });
        Assert.All(plan.Changes, c => Assert.Equal((ChangeApplies.Restart, "conf/postgresql.conf"), (c.Applies, Assert.Single(c.What))));
        Assert.Equal(["mypg-2", "mypg-1", "mypg-0"], plan.Changes.Select(c => c.Name));
        Assert.Equal((2, 1), (plan.After.Revision, plan.Before.Revision));
    }

    [Fact]
    public void Plan_MoreMemory_OptionsLeftToTheirDefaultsFollowAndChosenOnesStay()
    {
        var plan = Plan(Pg, "mypg", r => r with { Memory = ByteSize.Parse("4GB") });
        Assert.Equal(
            ["Memory", "EffectiveCacheSize", "MaintenanceWorkMem", "MaxWalSize", "SharedBuffers"], plan.Differences.Select(d => d.What));
        Assert.Equal(("1GB", "4MB"), (plan.After.Options["SharedBuffers"], plan.After.Options["WorkMem"]));
        Assert.All(plan.Changes, c => Assert.Equal(["conf/postgresql.conf", "memory"], c.What));
    }

    [Fact]
    public void Plan_MoreMemoryThanAnyNodeHas_IsRefused()
        => Assert.Equal(
            "InsufficientCapacity",
            Assert.Throws<InvalidInputException>(() => Plan(Pg, "mypg", r => r with { Memory = ByteSize.Parse("9GB") })).ErrorId);

    [Fact]
    public void Plan_WhatItHasAlready_IsEmptyAndSaysSo()
    {
        var plan = Plan(Pg, "mypg", r => r with { Options = Options(("workmem", "4096KB")), Memory = Pg.Service("mypg").Memory });
        Assert.True(plan.IsEmpty);
        Assert.Equal("Nothing changes: service 'mypg' of cluster 't1' has all that already (revision 1).", plan.Describe());
    }

    [Fact]
    public void Plan_MistakesOfEverySort_AreAllNamed()
    {
        var error = Assert.Throws<InvalidInputException>(() => Plan(Pg, "mypg", r => r with
        {
            Options = Options(
                ("VolumeSize", "1GB"), ("JournalVolumeSize", "1GB"), ("Replicas", "5"), ("Port", "5433"), ("WorkMem", "little"), ("Nothing", "1")),
            CpuLimit = -1,
            UserNames = new Dictionary<string, string> { ["superuser"] = "root", ["nobody"] = "x" },
            Renewed = ["replication", "superuser"],
        }));
        Assert.Equal("UpdateInvalid", error.ErrorId);
        Assert.Equal(
            [
                "CpuLimit", "Credential", "Credential", "Credential", "Credential", "JournalVolumeSize", "Nothing", "Port", "Replicas", "VolumeSize",
                "WorkMem",
            ],
            error.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Plan_APassword_IsANewSecretAndReachesPrimaryLast()
    {
        var plan = Plan(Pg, "mypg", r => r with { Renewed = ["superuser"] });
        Assert.Equal(["services/mypg/superuser.2"], plan.NewSecrets.Select(c => c.SecretId));
        Assert.Equal(["services/mypg/superuser"], plan.OldSecrets.Select(c => c.SecretId));
        Assert.All(plan.Changes, c => Assert.Equal((ChangeApplies.Reload, true), (c.Applies, c.Rotates)));
        Assert.Equal("mypg-0", plan.Changes[^1].Name);
        Assert.DoesNotContain(plan.After.Credentials.Where(c => c.Name == "replication"), c => c.SecretId.EndsWith(".2", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_ACredentialThatAnOptionBrings_GetsASecret()
    {
        var state = PlanningStates.After(PlanningStates.Plan("zk", "ZooKeeper"));
        var plan = Plan(state, "zk", r => r with { Options = Options(("ClientAuthentication", "sasl")) });
        Assert.Equal(["client"], plan.NewSecrets.Select(c => c.Name));
        Assert.Empty(plan.OldSecrets);
    }

    [Fact]
    public void Plan_ToAnEarlierRevision_TakesItsChoicesButNotSizesAndPasswords()
    {
        var first = Pg.Service("mypg");
        var now = first with
        {
            Revision = 3,
            Options = new Dictionary<string, string>(first.Options) { ["WorkMem"] = "64MB", ["VolumeSize"] = "20GB" },
            Credentials = [.. first.Credentials.Select(c => c with { SecretId = $"{c.SecretId}.2" })],
        };
        var state = Pg with { Services = [now], Revisions = [Revision(first), Revision(now)] };
        var plan = Plan(state, "mypg", r => r with { ToRevision = 1 });
        Assert.Equal(["WorkMem: 64MB -> 4MB"], plan.Differences.Select(d => d.ToString()));
        Assert.Equal((4, "20GB"), (plan.After.Revision, plan.After.Options["VolumeSize"]));
        Assert.Equal(now.Credentials, plan.After.Credentials);
        Assert.Equal(["VolumeSize stays 20GB: volumes don't shrink."], plan.Notes);
        Assert.Equal("RevisionNotFound", Assert.Throws<NotFoundException>(() => Plan(state, "mypg", r => r with { ToRevision = 2 })).ErrorId);
        Assert.Equal(
            "UpdateInvalid",
            Assert.Throws<InvalidInputException>(() => Plan(state, "mypg", r => r with { ToRevision = 1, Memory = new ByteSize(1L << 30) })).ErrorId);
    }

    [Fact]
    public void Plan_AMemberThatIsNotReady_IsRefusedWhileItRunsOnly()
    {
        var broken = Pg with { Reports = [.. Pg.Reports.Select(r => r.Member == "mypg-1" ? r with { Phase = MemberPhase.Failed } : r)] };
        var error = Assert.Throws<FireCampException>(() => Plan(broken, "mypg", r => r with { Options = Options(("WorkMem", "8MB")) }));
        Assert.Equal("ServiceNotReady", error.ErrorId);
        var stopped = broken with { Services = [.. broken.Services.Select(s => s with { Intent = ServiceIntent.Stopped })] };
        var plan = Plan(stopped, "mypg", r => r with { Options = Options(("WorkMem", "8MB")) });
        Assert.Contains("The service is stopped: its members get this when it is started.", plan.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_RolesThatMovedMeanwhile_StayWithTheirMembers()
    {
        var moved = Pg with
        {
            Own = [.. Pg.Own.Select(m => m with { Role = m.Ordinal == 1 ? MemberRole.Primary : MemberRole.Replica })],
            Reports = [.. Pg.Reports.Select(r => r with { Role = r.Member == "mypg-1" ? MemberRole.Primary : MemberRole.Replica })],
        };
        var plan = Plan(moved, "mypg", r => r with { Options = Options(("WorkMem", "8MB")) });
        Assert.Equal(["mypg-2", "mypg-0", "mypg-1"], plan.Changes.Select(c => c.Name));
        Assert.Equal("mypg-1", plan.Changes.Single(c => c.New.Role == MemberRole.Primary).Name);
        Assert.Contains(plan.Changes[0].New.Files, f => f.Content.Contains("PRIMARY_HOST='127.9.1.2'", StringComparison.Ordinal));
    }

    [Fact]
    public void Describe_OfAChange_NamesWhatHappensToEachMember()
        => Assert.Equal(
            """
            Change PostgreSQL service 'mypg' of cluster 't1' to revision 2
              Changes:
                MaxConnections: 100 -> 200
              Members:
                mypg-0 (primary)  restart: conf/postgresql.conf
                mypg-1  restart: conf/postgresql.conf
                mypg-2  restart: conf/postgresql.conf
              WRITES WAIT while a primary restarts, some seconds.
              Steps:
                1. record the service
                2. restart mypg-2 with the change; wait until it is ready and caught up
                3. restart mypg-1 with the change; wait until it is ready and caught up
                4. restart mypg-0 with the change; wait until it is ready and caught up
            """,
            Plan(Pg, "mypg", r => r with { Options = Options(("MaxConnections", "200")) }).Describe());

    private static UpdateServicePlan Plan(PlanningState state, string service, Func<UpdateServiceRequest, UpdateServiceRequest> ask)
        => UpdateServicePlanner.Plan(ask(new UpdateServiceRequest { Name = service }), KindOf(state, service), state);

    private static ServiceDefinition KindOf(PlanningState state, string service) => PlanningStates.Catalog.Find(state.Service(service).Kind);

    private static Dictionary<string, string> Options(params (string Name, string Value)[] options)
        => options.ToDictionary(o => o.Name, o => o.Value);

    private static ServiceRevision Revision(ServiceSpec spec)
        => new() { Number = spec.Revision, At = DateTimeOffset.UnixEpoch, By = "ann@bastion", Operation = "op", Change = "it", Spec = spec };
}
