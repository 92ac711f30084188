using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>Whose volumes a backup is made of, and what a service that is restored gets.</summary>
public sealed class BackupPlannerTests
{
    private static readonly BackupPlace Place = new("file:///backups", "mine", "mine-1");

    [Theory]
    [InlineData("PostgreSQL", new[] { "mine-2" })]
    [InlineData("ZooKeeper", new[] { "mine-2" })]
    public void Plan_Running_ReadsFromOneReplica(string kind, string[] sources)
        => Assert.Equal(sources, Backup(Created(kind)).Sources.Select(m => m.Name));

    [Fact]
    public void Plan_Cluster_ReadsFromOneMemberOfEachShard()
    {
        var plan = Backup(Created("Redis", ("Shards", "3"), ("ReplicasPerShard", "2")));
        Assert.Equal([0, 1, 2], plan.Sources.Select(m => m.Shard));
        Assert.Equal(plan.Sources.Select(m => $"{m.Name}.data"), plan.Contents.Select(c => c.Content));
    }

    [Fact]
    public void Plan_ReplicaBehind_ReadsFromThePrimary()
    {
        var state = Created("PostgreSQL");
        state = state with { Reports = [.. state.Reports.Select(r => r with { CaughtUp = r.Role == MemberRole.Primary })] };
        Assert.Equal("mine-0", Assert.Single(Backup(state).Sources).Name);
    }

    [Fact]
    public void Plan_NobodyReady_IsRefusedByName()
    {
        var state = Created("PostgreSQL") with { Reports = [] };
        var refused = Assert.Throws<FireCampException>(() => Backup(state));
        Assert.Equal("ServiceNotReady", refused.ErrorId);
        Assert.Contains("mine-0, mine-1, mine-2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanRestore_PostgreSql_FillsThePrimaryAndKeepsWhatWasChosen()
    {
        var plan = Restore(Manifest("PostgreSQL", ("MaxConnections", "33")), "PostgreSQL");
        Assert.Equal(["fc_t1_other-0 from mine-2.data"], plan.Fills.Select(f => $"{f.Volume.Name} from {f.From}"));
        Assert.Equal("33", plan.Create.Service.Options["MaxConnections"]);
        Assert.Contains("mine-2.data", plan.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void PlanRestore_ZooKeeper_FillsAllMembers()
        => Assert.Equal(["other-0", "other-1", "other-2"], Restore(Manifest("ZooKeeper"), "ZooKeeper").Fills.Select(f => f.Member));

    [Fact]
    public void PlanRestore_OtherShards_IsRefusedWithEveryMistake()
    {
        var backup = Manifest("Redis", ("Shards", "3"), ("ReplicasPerShard", "1"));
        var refused = Assert.Throws<InvalidInputException>(() => Restore(backup, "Redis", ("Shards", "5")));
        Assert.Equal(("BackupUnfit", 2), (refused.ErrorId, refused.Mistakes.Count));
    }

    [Fact]
    public void PlanRestore_OtherKind_IsRefusedByName()
    {
        var refused = Assert.Throws<InvalidInputException>(() => Restore(Manifest("Redis"), "PostgreSQL"));
        Assert.Contains("it is of a Redis service, not PostgreSQL", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Redis", "7.0", "7.2", true)]
    [InlineData("Redis", "7.2", "7.0", false)]
    [InlineData("PostgreSQL", "15", "16", false)]
    [InlineData("ZooKeeper", "3.8", "3.9", true)]
    public void PlanRestore_OtherVersion_IsForTheKindToAllow(string kind, string from, string to, bool isRead)
    {
        var backup = Manifest(kind) with { Version = from };
        var request = new RestoreServiceRequest { Place = Place, Backup = backup, Name = "other", Version = to };
        var refused = Record.Exception(() => RestoreServicePlanner.Plan(request, PlanningStates.Catalog.Find(kind), Created(kind)));
        Assert.Equal(isRead, refused is null);
    }

    [Fact]
    public void PlanRestore_JournalWithoutItsVolume_IsRefusedByName()
    {
        var refused = Assert.Throws<InvalidInputException>(
            () => Restore(Manifest("PostgreSQL"), "PostgreSQL", ("JournalVolumeSize", "1GB")));
        Assert.Contains("nothing is there for the volume 'journal'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanRestore_ToAMoment_SaysWhatOfTheLogItTakes()
    {
        var request = new RestoreServiceRequest { Place = Place, Backup = Manifest("PostgreSQL"), Name = "other", Log = Log };
        var plan = RestoreServicePlanner.Plan(request, PlanningStates.Catalog.Find("PostgreSQL"), Created("PostgreSQL"));
        Assert.Equal((Log["mine-2.data"], Log["mine-2.data"].To), (Assert.Single(plan.Fills).Log, plan.To));
        var text = plan.Describe();
        Assert.Contains(
            "Restore 'mine' as it was at 2026-11-22 14:03:00.25Z, from backup 'mine-1' and the archived log, into a new service", text,
            StringComparison.Ordinal);
        Assert.Contains("and the log from segment 000000010000000000000002 to 000000010000000000000009", text, StringComparison.Ordinal);

        var inPlace = RestoreServicePlanner.PlanInPlace(
            Place, Manifest("PostgreSQL"), "mine", PlanningStates.Catalog.Find("PostgreSQL"), Created("PostgreSQL"), Log);
        Assert.Equal(plan.To, inPlace.To);
        Assert.Contains("ALL THAT WAS WRITTEN AFTER 2026-11-22 14:03:00.25Z IS GONE", inPlace.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void PlanTest_ServiceThatIsArchived_ArchivesNothing()
    {
        Assert.All(Test(Manifest("PostgreSQL", ("Archive", "true")), "PostgreSQL").Create.Members, m => Assert.False(m.Workload.Archives));
        Assert.All(Restore(Manifest("PostgreSQL", ("Archive", "true")), "PostgreSQL").Create.Members, m => Assert.True(m.Workload.Archives));
    }

    [Fact]
    public void PlanInPlace_NamesWhatIsKept()
    {
        var state = Created("PostgreSQL");
        var text = RestoreServicePlanner.PlanInPlace(
            Place, Manifest("PostgreSQL"), "mine", PlanningStates.Catalog.Find("PostgreSQL"), state).Describe();
        Assert.Contains("fc_t1_mine-1  as snapshot fc_t1_mine-1.before-mine-1", text, StringComparison.Ordinal);
        Assert.Contains("ALL THAT WAS WRITTEN AFTER", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PostgreSQL", 1)]
    [InlineData("ZooKeeper", 1)]
    public void PlanTest_HasAsFewMembersAsMayBe(string kind, int members)
    {
        var plan = Test(Manifest(kind), kind);
        Assert.Equal(members, plan.Create.Members.Count);
        Assert.Equal(["test-1-0"], plan.VerifyOn);
        Assert.Equal("mine-1", plan.Create.Service.TestOf);
    }

    [Fact]
    public void PlanTest_OptionThatNeedsMembers_HasThem()
        => Assert.Equal(3, Test(Manifest("PostgreSQL", ("SynchronousReplication", "any 1")), "PostgreSQL").Create.Members.Count);

    private static Dictionary<string, LogNeed> Log { get; } = new()
    {
        ["mine-2.data"] = new LogNeed(
            "mine-77", new DateTimeOffset(2026, 11, 22, 14, 3, 0, 250, TimeSpan.Zero),
            [new LogStretch("000000010000000000000002", "000000010000000000000009")], []),
    };

    private static TestBackupPlan Test(BackupManifest backup, string kind)
        => TestBackupPlanner.Plan(Place, backup, "test-1", PlanningStates.Catalog.Find(kind), Created(kind));

    private static PlanningState Created(string kind, params (string Name, string Value)[] options)
        => PlanningStates.After(PlanningStates.Plan("mine", kind, options)) with
        {
            FreeAddresses = Enumerable.Range(1, 100).Select(i => $"127.9.2.{i}"),
        };

    private static BackupServicePlan Backup(PlanningState state)
        => BackupServicePlanner.Plan(new BackupServiceRequest { Service = "mine", Id = "mine-1", Store = Place.Store }, state);

    private static BackupManifest Manifest(string kind, params (string Name, string Value)[] options)
    {
        var plan = Backup(Created(kind, options));
        return new BackupManifest
        {
            Id = "mine-1",
            Cluster = "t1",
            Service = "mine",
            Kind = kind,
            Version = plan.Service.Version,
            Options = plan.Service.Options,
            Chosen = plan.Service.Chosen,
            Members = plan.Members,
            TakenAt = DateTimeOffset.UnixEpoch,
            TakenBy = "ann@bastion",
            Operation = "op",
            Contents =
            [
                .. plan.Contents.Select(c => new BackupContent
                {
                    Name = c.Content, Kind = ContentKind.Tree, Member = c.Member, Attempt = "1", Chunks = 1, ChunkSize = 1, Size = 1, StoredSize = 1,
                    Digest = "", IndexDigest = "",
                }),
            ],
        };
    }

    private static RestoreServicePlan Restore(BackupManifest backup, string kind, params (string Name, string Value)[] options)
        => RestoreServicePlanner.Plan(
            new RestoreServiceRequest { Place = Place, Backup = backup, Name = "other", Options = options.ToDictionary(o => o.Name, o => o.Value) },
            PlanningStates.Catalog.Find(kind), Created(kind));
}
