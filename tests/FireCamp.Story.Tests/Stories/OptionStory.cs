using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;

namespace FireCamp.Story.Tests.Stories;

/// <summary>
/// Each option of each kind is changed while its service runs, and asked for in the servers: what a kind says of how it applies is true.
/// </summary>
public sealed class OptionStory
{
    [Fact]
    public Task PostgreSql_EachOption_AppliesAsItSays()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("oppg", (lab, cancel) => ChangeAllAsync(lab, Request("PostgreSQL", ("JournalVolumeSize", "1GB")), cancel));
    }

    [Fact]
    public Task Redis_EachOption_AppliesAsItSays()
    {
        Requirements.RequireRedis();
        return Story.RunAsync(
            "oprd", (lab, cancel) => ChangeAllAsync(lab, Request("Redis", ("Shards", "3"), ("ReplicasPerShard", "2")), cancel));
    }

    [Fact]
    public Task ZooKeeper_EachOption_AppliesAsItSays()
    {
        Requirements.RequireZooKeeper();
        return Story.RunAsync(
            "opzk", (lab, cancel) => ChangeAllAsync(lab, Request("ZooKeeper", ("Members", "1"), ("JournalVolumeSize", "1GB")), cancel));
    }

    private static CreateServiceRequest Request(string kind, params (string Name, string Value)[] options)
        => new() { Name = "it", Kind = kind, Options = options.ToDictionary(o => o.Name, o => o.Value) };

    private static async Task ChangeAllAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
    {
        var kind = lab.Engine.Catalog.Find(request.Kind);
        var changeable = kind.Options.Where(o => o.Applies != OptionApplies.Create).ToDictionary(o => o.Name);
        var probes = OptionProbes.Of(kind.Kind).ToDictionary(p => p.Option);
        Assert.Equal(changeable.Keys.Order(), probes.Keys.Order());
        if (kind.Archive is not null)
        {
            var store = Directory.CreateDirectory(Path.Combine(lab.Home, "store"));
            await lab.Cluster.Backups.SetStoreAsync($"file://{store.FullName}", null, cancel);
        }

        await lab.CreateAsync(request, cancel);
        // Those that restart come first: what a reload brings may depend on them.
        foreach (var group in changeable.Values.GroupBy(o => o.Applies).OrderByDescending(g => g.Key))
        {
            await ChangeAsync(lab, group.Key, [.. group.Select(o => probes[o.Name])], cancel);
        }

        foreach (var probe in probes.Values)
        {
            await AssertHasAsync(lab, probe, cancel);
        }
    }

    /// <summary>None of the options has the value before, all have it afterwards, and members restarted only if that is what they say.</summary>
    private static async Task ChangeAsync(LocalLabCluster lab, OptionApplies applies, IReadOnlyList<OptionProbe> probes, CancellationToken cancel)
    {
        var before = await lab.Cluster.ListMembersAsync("it", cancel);
        foreach (var probe in probes)
        {
            Assert.All(await AskAsync(lab, probe, cancel), answer => Assert.NotEqual(probe.Answer, answer));
        }

        var request = new UpdateServiceRequest { Name = "it", Options = probes.ToDictionary(p => p.Option, p => p.Value) };
        var plan = await lab.Cluster.PlanUpdateServiceAsync(request, cancel);
        await lab.RunAsync(plan, cancel);
        foreach (var probe in probes)
        {
            await AssertHasAsync(lab, probe, cancel);
        }

        var restarted = before.Zip(await lab.Cluster.ListMembersAsync("it", cancel)).Select(m => m.First.ProcessId != m.Second.ProcessId);
        Assert.All(restarted, r => Assert.Equal(applies == OptionApplies.Restart, r));
        Story.Tell($"{plan.Before.Kind}: {applies} reached {plan.Changes.Count} members: {string.Join(", ", probes)}");
    }

    private static async Task AssertHasAsync(LocalLabCluster lab, OptionProbe probe, CancellationToken cancel)
        => Assert.All(await AskAsync(lab, probe, cancel), answer => Assert.Equal((probe.Option, probe.Answer), (probe.Option, answer)));

    private static async Task<IReadOnlyList<string>> AskAsync(LocalLabCluster lab, OptionProbe probe, CancellationToken cancel)
    {
        var answers = new List<string>();
        foreach (var member in await lab.Cluster.ListMembersAsync("it", cancel))
        {
            answers.Add(await AskAsync(lab, member, probe, cancel));
        }

        // Who waits for whom is the primary's to say: each standby would name the others.
        return probe.Option == "SynchronousReplication" ? answers[..1] : answers;
    }

    private static async Task<string> AskAsync(LocalLabCluster lab, Member member, OptionProbe probe, CancellationToken cancel)
    {
        if (probe.Question is not { } question)
        {
            var purpose = probe.Option == "VolumeSize" ? "data" : "journal";
            return member.Volumes.First(v => v.Purpose == purpose).Size.ToString();
        }

        var request = new ExecRequest
        {
            Command = ["sh", "-c", question], Environment = new Dictionary<string, string> { ["FIRECAMP_PROCESS"] = $"{member.ProcessId}" },
        };
        return (await lab.Cluster.ExecuteAsync("it", member.Name, request, null, cancel)).Output.Trim();
    }
}
