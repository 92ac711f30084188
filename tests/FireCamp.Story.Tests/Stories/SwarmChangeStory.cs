using System.Text.Json;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>
/// A service on a swarm is changed: files in running containers, memory and processors in Docker's services, and what is refused is put back.
/// </summary>
[Trait("Lane", "Swarm")]
public sealed class SwarmChangeStory
{
    [Fact]
    public async Task PostgreSql_Changed_ReachesContainersAndDockersServices()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("FIRECAMP_SWARM_CHANGES") is null, "missing: FIRECAMP_SWARM_CHANGES; it takes two minutes");
        await Requirements.RequireSwarmLabAsync();
        Requirements.RequirePostgreSql();
        await Story.RunAsync(cancel => SwarmLabCluster.StartAsync("chg", cancel, workers: 3), LiveAsync);
    }

    private static async Task LiveAsync(SwarmLabCluster lab, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(Requests.PostgreSql("it"), cancel);
        var before = await service.MembersAsync(cancel);
        await ChangeAsync(lab, r => r with { Options = Option("WorkMem", "6MB"), Renewed = ["superuser"] }, cancel);
        Assert.Equal(["6MB", "6MB", "6MB"], await ShowAsync(lab, "work_mem", cancel));
        Assert.Equal(before.Select(m => m.ProcessId), (await service.MembersAsync(cancel)).Select(m => m.ProcessId));
        await using (var ledger = await service.OpenLedgerAsync(cancel))
        {
            await ledger.AppendAsync(1, cancel);
        }

        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => ChangeAsync(lab, r => r with { Options = Option("PreloadLibraries", "nosuch") }, cancel));
        Assert.Equal(("ChangeRefused", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Contains("it-2", error.Message, StringComparison.Ordinal);
        Story.Tell(error.Message);
        await service.ReadyAsync(cancel);

        await ChangeAsync(lab, r => r with { Memory = ByteSize.Parse("768MB"), CpuLimit = 0.5 }, cancel);
        Assert.Equal(["192MB", "192MB", "192MB"], await ShowAsync(lab, "shared_buffers", cancel));
        foreach (var member in await service.MembersAsync(cancel))
        {
            Assert.Equal((MemberPhase.Ready, ""), (member.Phase, member.Reason));
            Assert.Equal((768L << 20, 768L << 20, 500_000_000L), await ResourcesAsync(lab, member.Name, cancel));
        }

        await service.Use().WriteAsync(cancel);
    }

    private static async Task ChangeAsync(
        SwarmLabCluster lab, Func<UpdateServiceRequest, UpdateServiceRequest> ask, CancellationToken cancel)
        => await lab.RunAsync(await lab.Cluster.PlanUpdateServiceAsync(ask(new UpdateServiceRequest { Name = "it" }), cancel), cancel);

    private static Dictionary<string, string> Option(string name, string value) => new() { [name] = value };

    private static async Task<IReadOnlyList<string>> ShowAsync(SwarmLabCluster lab, string setting, CancellationToken cancel)
    {
        var answers = new List<string>();
        foreach (var member in await lab.Cluster.ListMembersAsync("it", cancel))
        {
            var request = new ExecRequest { Command = ["psql", "-AtXc", $"show {setting}"] };
            answers.Add((await lab.Cluster.ExecuteAsync("it", member.Name, request, null, cancel)).Output.Trim());
        }

        return answers;
    }

    /// <summary>What Docker was told of a member: its memory's limit and reservation, and its processors in billionths.</summary>
    private static async Task<(long Limit, long Reserved, long Processors)> ResourcesAsync(
        SwarmLabCluster lab, string member, CancellationToken cancel)
    {
        var text = await lab.Swarm.DockerAsync(
            new LabMachine("n1"), ["service", "inspect", $"{lab.Name}_{member}", "--format", "{{json .Spec.TaskTemplate.Resources}}"], cancel);
        using var resources = JsonDocument.Parse(text);
        var (limits, reservations) = (resources.RootElement.GetProperty("Limits"), resources.RootElement.GetProperty("Reservations"));
        return (
            limits.GetProperty("MemoryBytes").GetInt64(), reservations.GetProperty("MemoryBytes").GetInt64(),
            limits.GetProperty("NanoCPUs").GetInt64());
    }
}
