using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>A cluster of three nodes over three zones to plan on, and the repository's own kinds.</summary>
internal static class PlanningStates
{
    public static ServiceCatalog Catalog { get; } = new([RepositoryFolder.Find("Catalog")]);

    public static PlanningState Empty(int nodes = 3, string nodeMemory = "8GB") => new()
    {
        Cluster = new ClusterSpec
        {
            Name = "t1",
            Platform = "Local",
            Zones = ["az1", "az2", "az3"],
            Nodes = [.. Enumerable.Range(1, nodes).Select(i => new NodeSpec($"node-{i}", $"az{i}", ByteSize.Parse(nodeMemory)))],
            Network = "127.9.0.0/16",
        },
        Nodes = [.. Enumerable.Range(1, nodes).Select(i =>
            new NodeStatus("t1", $"node-{i}", $"az{i}", ByteSize.Parse(nodeMemory), NodePhase.Up, "", null, null, null))],
        Services = [],
        Members = [],
        Own = [],
        Reports = [],
        Kept = [],
        FreeAddresses = Enumerable.Range(1, 200).Select(i => $"127.9.1.{i}"),
        PathOf = v => $"/volumes/{v.Name}/content",
        RunPathOf = v => $"/volumes/{v.Name}/content/run",
        Now = DateTimeOffset.UnixEpoch,
    };

    public static CreateServicePlan Plan(string name, string kind, params (string Name, string Value)[] options)
        => CreateServicePlanner.Plan(Request(name, kind, options), Catalog.Find(kind), Empty());

    public static CreateServiceRequest Request(string name, string kind, params (string Name, string Value)[] options)
        => new() { Name = name, Kind = kind, Options = options.ToDictionary(o => o.Name, o => o.Value) };

    /// <summary>The state with a leader, for kinds that decide by themselves who that is.</summary>
    public static PlanningState WithLeader(PlanningState state) => state with
    {
        Reports = [.. state.Reports.Select((r, i) => r with { Role = i == 0 ? MemberRole.Primary : MemberRole.Replica })],
    };

    /// <summary>The state once a plan was carried out and all its members are ready, one on each node in turn.</summary>
    /// <param name="added">Replicas that were added after that.</param>
    public static PlanningState After(CreateServicePlan plan, PlanningState? before = null, AddReplicasPlan? added = null)
    {
        var state = before ?? Empty();
        var members = plan.Members.Select(m => added?.Changes.FirstOrDefault(c => c.Name == m.Name)?.New ?? m).Concat(added?.New ?? []).ToList();
        return state with
        {
            Services = [.. state.Services, (added?.After ?? plan.Service) with { Intent = ServiceIntent.Running }],
            Members = [.. state.Members, .. members.Select(m => MemberOutline.Of(m) with { SpecId = MemberRecords.IdOf(m) })],
            Own = [.. state.Own, .. members],
            FreeAddresses = [.. state.FreeAddresses.Except(members.Select(m => m.Address).OfType<string>())],
            Reports =
            [
                .. state.Reports,
                .. members.Select((m, i) => new MemberReport
                {
                    Member = m.Name, Node = $"node-{(i % 3) + 1}", Phase = MemberPhase.Ready, Role = m.Role, CaughtUp = true,
                }),
            ],
        };
    }
}
