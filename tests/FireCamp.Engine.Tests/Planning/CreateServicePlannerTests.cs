using System.Text.Json;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

public sealed class CreateServicePlannerTests
{
    [Fact]
    public void Plan_PostgreSql_GivesEveryMemberItsPlace()
    {
        var plan = PlanningStates.Plan("mypg", "PostgreSQL");
        Assert.Equal(["mypg-0", "mypg-1", "mypg-2"], plan.Members.Select(m => m.Name));
        Assert.Equal(["az1", "az2", "az3"], plan.Members.Select(m => m.Zone));
        Assert.Equal(["127.9.1.1", "127.9.1.2", "127.9.1.3"], plan.Members.Select(m => m.Address));
        Assert.Equal("mypg-0.t1-firecamp.com", plan.Members[0].Host);
        Assert.Equal([MemberRole.Primary, MemberRole.Replica, MemberRole.Replica], plan.Members.Select(m => m.Role));
        Assert.Equal("fc_t1_mypg-0", plan.Members[0].Volumes[0].Name);
    }

    [Theory]
    [InlineData(3, 2, "az1 az2 az2 az3 az3 az1")]
    [InlineData(4, 3, "az1 az2 az3 az2 az3 az1 az3 az1 az2 az1 az2 az3")]
    [InlineData(1, 3, "az1 az2 az3")]
    [InlineData(1, 1, "az1")]
    public void Plan_Redis_SpreadsShardsAndReplicasOverZones(int shards, int replicas, string zones)
    {
        var plan = PlanningStates.Plan("service1", "Redis", ("Shards", $"{shards}"), ("ReplicasPerShard", $"{replicas}"));
        Assert.Equal(zones, string.Join(" ", plan.Members.Select(m => m.Zone)));
        Assert.Equal(Enumerable.Range(0, shards * replicas).Select(i => $"service1-{i}"), plan.Members.Select(m => m.Name));
    }

    [Fact]
    public void Plan_MembersThatNeedAddressesWhereThereAreNone_IsRefused()
    {
        var state = PlanningStates.Empty();
        state = state with { Cluster = state.Cluster with { Network = null }, FreeAddresses = [] };
        var redis = PlanningStates.Catalog.Find("Redis");
        var error = Assert.Throws<FireCampException>(() => CreateServicePlanner.Plan(
            PlanningStates.Request("cache", "Redis") with { Options = new Dictionary<string, string> { ["Shards"] = "3" } }, redis, state));
        Assert.Equal("AddressesNeeded", error.ErrorId);
        Assert.Contains("('shards' of Redis)", error.Message, StringComparison.Ordinal);
        Assert.All(CreateServicePlanner.Plan(PlanningStates.Request("cache", "Redis"), redis, state).Members, m => Assert.Null(m.Address));
    }

    [Fact]
    public void Plan_Any_HoldsNoSecretAndReadsBackEqual()
    {
        var plan = PlanningStates.Plan("mypg", "PostgreSQL");
        var json = JsonSerializer.Serialize<OperationPlan>(plan, PlanningJson.Default.OperationPlan);
        var back = Assert.IsType<CreateServicePlan>(JsonSerializer.Deserialize(json, PlanningJson.Default.OperationPlan));
        Assert.Equal(plan.Describe(), back.Describe());
        Assert.Equal(json, JsonSerializer.Serialize<OperationPlan>(back, PlanningJson.Default.OperationPlan));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a_b")]
    public void Plan_WrongName_IsRefused(string name)
        => Assert.Equal("ServiceInvalid", Assert.Throws<InvalidInputException>(() => PlanningStates.Plan(name, "PostgreSQL")).ErrorId);

    [Fact]
    public void Plan_NameTakenInOtherCase_IsRefused()
    {
        var state = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL"));
        var error = Assert.Throws<AlreadyExistsException>(() => CreateServicePlanner.Plan(
            PlanningStates.Request("MyPG", "PostgreSQL"), PlanningStates.Catalog.Find("PostgreSQL"), state));
        Assert.Equal("ServiceExists", error.ErrorId);
    }

    [Fact]
    public void Plan_MoreMemoryThanNodesHave_IsRefusedWithWhatIsLeft()
    {
        var request = PlanningStates.Request("big", "Redis") with { Memory = ByteSize.Parse("20GB") };
        var error = Assert.Throws<InvalidInputException>(
            () => CreateServicePlanner.Plan(request, PlanningStates.Catalog.Find("Redis"), PlanningStates.Empty()));
        Assert.Equal("InsufficientCapacity", error.ErrorId);
        Assert.Contains("node-1 8GB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_KeptVolumes_AreNeitherLostNorReusedByAccident()
    {
        var earlier = PlanningStates.Plan("mypg", "PostgreSQL");
        var kept = new KeptService(earlier.Service, [.. earlier.Members.SelectMany(m => m.Volumes)], DateTimeOffset.UnixEpoch);
        var state = PlanningStates.Empty() with { Kept = [kept] };
        var request = PlanningStates.Request("mypg", "PostgreSQL");
        var definition = PlanningStates.Catalog.Find("PostgreSQL");
        Assert.Equal("VolumesKept", Assert.Throws<FireCampException>(() => CreateServicePlanner.Plan(request, definition, state)).ErrorId);

        var plan = CreateServicePlanner.Plan(request with { UseKeptVolumes = true }, definition, state);
        Assert.Equal(kept.Volumes.Select(v => v.Name), plan.KeptVolumes);

        var fewer = PlanningStates.Request("mypg", "PostgreSQL", ("Replicas", "1")) with { UseKeptVolumes = true };
        Assert.Equal("KeptVolumesUnfit",
            Assert.Throws<InvalidInputException>(() => CreateServicePlanner.Plan(fewer, definition, state)).ErrorId);
    }

    [Fact]
    public void Plan_OnKeptVolumes_HasThePasswordsThatTheyWereLeftWith()
    {
        var earlier = PlanningStates.Plan("mypg", "PostgreSQL");
        var changed = earlier.Service with
        {
            Credentials = [.. earlier.Service.Credentials.Select(c => c.Name == "superuser" ? c with { SecretId = $"{c.SecretId}.4" } : c)],
        };
        var kept = new KeptService(changed, [.. earlier.Members.SelectMany(m => m.Volumes)], DateTimeOffset.UnixEpoch);
        var request = PlanningStates.Request("mypg", "PostgreSQL") with { UseKeptVolumes = true };
        var plan = CreateServicePlanner.Plan(
            request, PlanningStates.Catalog.Find("PostgreSQL"), PlanningStates.Empty() with { Kept = [kept] });
        Assert.Equal(changed.Credentials, plan.Service.Credentials);
        Assert.All(plan.Members, m => Assert.Contains(
            "services/mypg/superuser.4", m.Files.SelectMany(f => SecretPlaceholder.IdsIn(f.Content))));
    }
}
