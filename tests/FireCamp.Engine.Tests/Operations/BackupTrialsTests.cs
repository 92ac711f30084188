using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Every operation on backups, tried at each of its steps and effects, with the repository's own kinds.</summary>
public sealed class BackupTrialsTests(ITestOutputHelper output)
{
    private static readonly BackupPlace Place = new("file:///backups", "mine", "mine-1");

    public static TheoryData<string> Kinds => ["PostgreSQL", "Redis", "ZooKeeper"];

    /// <summary>Its operations have many steps: those that are tried with it are to be enough.</summary>
    public static TheoryData<string> KindsWithShards => [.. Kinds.Select(k => k.Data), "RedisCluster"];

    [Theory]
    [MemberData(nameof(KindsWithShards))]
    public Task BackupService_Running_PassesItsTrials(string kind)
        => TryAsync(new BackupService(), BackupOf(kind), world => CreateAsync(world, kind));

    [Fact]
    public Task BackupService_Stopped_PassesItsTrials()
    {
        var stopped = Stopped("PostgreSQL");
        return TryAsync(new BackupService(), BackupServicePlanner.Plan(Request, stopped), world => StopAsync(world, "PostgreSQL"));
    }

    [Fact]
    public Task RemoveBackup_PassesItsTrials()
        => TryAsync(new RemoveBackup(), new RemoveBackupPlan { Cluster = "t1", Place = Place }, world => BackUpAsync(world, "PostgreSQL"));

    [Fact]
    public Task CopyBackup_PassesItsTrials()
        => TryAsync(
            new CopyBackup(),
            new CopyBackupPlan { Cluster = "t1", Place = Place, To = Place with { Store = "file:///other" }, IsEncrypted = true },
            world => BackUpAsync(world, "PostgreSQL"));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RestoreService_New_PassesItsTrials(string kind)
    {
        RequireAll(kind);
        var plan = RestoreServicePlanner.Plan(
            new RestoreServiceRequest { Place = Place, Backup = await ManifestAsync(kind), Name = "other" }, Definition(kind), Created(kind));
        await TryAsync(new RestoreService(), plan, world => BackUpAsync(world, kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RestoreInPlace_Running_PassesItsTrials(string kind)
    {
        RequireAll(kind);
        var plan = RestoreServicePlanner.PlanInPlace(Place, await ManifestAsync(kind), "mine", Definition(kind), Created(kind));
        await TryAsync(new RestoreInPlace(), plan, world => BackUpAsync(world, kind));
    }

    [Fact]
    public async Task RestoreService_ToAMoment_PassesItsTrials()
    {
        var request = new RestoreServiceRequest { Place = Place, Backup = await ManifestAsync("PostgreSQL"), Name = "other", Log = Log };
        var plan = RestoreServicePlanner.Plan(request, Definition("PostgreSQL"), Created("PostgreSQL"));
        await TryAsync(new RestoreService(), plan, world => BackUpAsync(world, "PostgreSQL"));
    }

    [Fact]
    public async Task RestoreInPlace_ToAMoment_PassesItsTrials()
    {
        var plan = RestoreServicePlanner.PlanInPlace(
            Place, await ManifestAsync("PostgreSQL"), "mine", Definition("PostgreSQL"), Created("PostgreSQL"), Log);
        await TryAsync(new RestoreInPlace(), plan, world => BackUpAsync(world, "PostgreSQL"));
    }

    [Fact]
    public async Task RestoreInPlace_Stopped_PassesItsTrials()
    {
        var plan = RestoreServicePlanner.PlanInPlace(
            Place, await ManifestAsync("PostgreSQL"), "mine", Definition("PostgreSQL"), Stopped("PostgreSQL"));
        await TryAsync(new RestoreInPlace(), plan, async world =>
        {
            await BackUpAsync(world, "PostgreSQL");
            await world.RunAsync(new StopService(), StartStopPlanner.PlanStop(Created("PostgreSQL"), "mine"));
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task CopyService_Running_PassesItsTrials(string kind)
    {
        RequireAll(kind);
        var request = new CreateServiceRequest { Name = "other", Kind = "" };
        var plan = RestoreServicePlanner.PlanCopy("mine", request, Definition(kind), Created(kind));
        return TryAsync(new CopyService(), plan, world => CreateAsync(world, kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task TestBackup_PassesItsTrials(string kind)
    {
        RequireAll(kind);
        var plan = TestBackupPlanner.Plan(Place, await ManifestAsync(kind), "test-1", Definition(kind), Created(kind));
        await TryAsync(new TestBackup(), plan, world => BackUpAsync(world, kind));
    }

    private static Dictionary<string, LogNeed> Log { get; } = new()
    {
        ["mine-2.data"] = new LogNeed(
            "mine-77", DateTimeOffset.UnixEpoch, [new LogStretch("000000010000000000000002", "000000010000000000000009")],
            [new SegmentName("mine-77", "00000001", "00000001.history")]),
    };

    private static BackupServiceRequest Request { get; } = new() { Service = "mine", Id = Place.Id, Store = Place.Store };

    /// <summary>What is done with a backup differs little between kinds: the one with the most steps, unless all are asked for.</summary>
    private static void RequireAll(string kind)
        => Assert.SkipUnless(
            kind == "PostgreSQL" || Environment.GetEnvironmentVariable("FIRECAMP_TRIALS") == "all",
            "missing: FIRECAMP_TRIALS=all; PostgreSQL's trials of it ran");

    private static ServiceDefinition Definition(string kind) => PlanningStates.Catalog.Find(kind.Replace("Cluster", ""));

    private static CreateServicePlan PlanOf(string kind)
        => kind == "RedisCluster"
            ? PlanningStates.Plan("mine", "Redis", ("Shards", "3"), ("ReplicasPerShard", "2"))
            : PlanningStates.Plan("mine", kind);

    // Addresses that the first service has are not free any more.
    private static PlanningState Created(string kind)
        => PlanningStates.After(PlanOf(kind)) with { FreeAddresses = Enumerable.Range(1, 100).Select(i => $"127.9.2.{i}") };

    private static PlanningState Stopped(string kind)
        => Created(kind) with { Services = [.. Created(kind).Services.Select(s => s with { Intent = ServiceIntent.Stopped })] };

    private static BackupServicePlan BackupOf(string kind) => BackupServicePlanner.Plan(Request, Created(kind));

    private static async Task CreateAsync(FakeWorld world, string kind)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), PlanOf(kind));
    }

    private static async Task StopAsync(FakeWorld world, string kind)
    {
        await CreateAsync(world, kind);
        await world.RunAsync(new StopService(), StartStopPlanner.PlanStop(Created(kind), "mine"));
    }

    private static async Task BackUpAsync(FakeWorld world, string kind)
    {
        await CreateAsync(world, kind);
        await world.RunAsync(new BackupService(), BackupOf(kind));
    }

    private static async Task<BackupManifest> ManifestAsync(string kind)
    {
        var world = new FakeWorld();
        await BackUpAsync(world, kind);
        return world.Backups.All[0].Manifest;
    }

    private async Task TryAsync<TPlan>(IOperation<TPlan> operation, TPlan plan, Func<FakeWorld, Task> prepare)
        where TPlan : OperationPlan
    {
        var scenario = new OperationScenario<TPlan>(operation, async world =>
        {
            await prepare(world);
            return plan;
        });
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }
}
