using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A service is changed while it is written to: by reload, by restart, with a new password, and with a value that no server takes.</summary>
public sealed class ChangeStory
{
    private const string NewPassword = """n'ew "$ \ password""";

    [Fact]
    public Task PostgreSql_ChangedUnderAWriter_LosesNothing()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("chpg", (lab, cancel) => LiveAsync(
            lab, Requests.PostgreSql("it"), reload: ("WorkMem", "6MB"), restart: ("MaxConnections", "150"), refused: ("SharedBuffers", "16TB"),
            "superuser", "replication", cancel));
    }

    [Fact]
    public Task Redis_ChangedUnderAWriter_LosesNothing()
    {
        Requirements.RequireRedis();
        return Story.RunAsync("chrd", (lab, cancel) => LiveAsync(
            lab, Requests.Redis("it"), reload: ("MaxMemory", "30MB"), restart: ("Databases", "20"), refused: ("MaxClients", "1000000"),
            "default", "replication", cancel));
    }

    private static async Task LiveAsync(
        LocalLabCluster lab, CreateServiceRequest request, (string Name, string Value) reload, (string Name, string Value) restart,
        (string Name, string Value) refused, string credential, string between, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        var old = await service.CredentialAsync(cancel);
        var members = await service.MembersAsync(cancel);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var down = new DownWatch(lab, service.Name, [.. members.Select(m => m.Volumes[0].Name)]);
        await using var writer = SteadyWriter.Start(ledger);
        down.Start();

        await ChangeAsync(lab, new UpdateServiceRequest { Name = "it", Options = Options(reload) }, cancel);
        await RefuseAsync(lab, service, refused, cancel);
        await ChangeAsync(lab, new UpdateServiceRequest { Name = "it", Renewed = [between] }, cancel);
        await ChangeAsync(
            lab, new UpdateServiceRequest { Name = "it", UserNames = new Dictionary<string, string> { [credential] = old.UserName } }, cancel,
            new Dictionary<string, string> { [credential] = NewPassword });
        Assert.Equal(0, writer.Failed);
        var refusing = (await ReplicaAsync(service, cancel)).Name;
        Assert.Equal(members.Select(m => m.ProcessId), await ProcessesAsync(service, except: refusing, members, cancel));
        await AssertNewPasswordAsync(service, old, cancel);
        Assert.Empty(await down.StopAsync());

        var acknowledged = await writer.StopAsync();
        await using var again = await service.OpenLedgerAsync(cancel);
        await using var restarts = new DownWatch(lab, service.Name, [.. members.Select(m => m.Volumes[0].Name)]);
        restarts.Start();
        await ChangeAsync(lab, new UpdateServiceRequest { Name = "it", Options = Options(restart) }, cancel);
        Assert.Empty(await restarts.StopAsync());
        var held = await service.AgreedAsync(again, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        Assert.Equal(5, (await lab.Cluster.ListRevisionsAsync("it", cancel)).Count);
        Story.Tell($"{request.Kind}: {acknowledged.Count} writes acknowledged; refused on {refusing}; restarted {string.Join(", ", restarts.Order)}");
    }

    /// <summary>The first member gets back what it had, and no other was touched.</summary>
    private static async Task RefuseAsync(LocalLabCluster lab, LabService service, (string Name, string Value) refused, CancellationToken cancel)
    {
        var before = await service.MembersAsync(cancel);
        var replica = await ReplicaAsync(service, cancel);
        var options = (await lab.Cluster.GetServiceAsync("it", cancel)).Options;
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => ChangeAsync(lab, new UpdateServiceRequest { Name = "it", Options = Options(refused) }, cancel));
        Assert.Equal(("ChangeRefused", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Contains(replica.Name, error.Message, StringComparison.Ordinal);
        Story.Tell(error.Message);
        var after = await service.MembersAsync(cancel);
        Assert.All(after, m => Assert.Equal((MemberPhase.Ready, true, ""), (m.Phase, m.CaughtUp, m.Reason)));
        Assert.All(before.Zip(after).Where(m => m.First.Name != replica.Name), m => Assert.Equal(m.First.ProcessId, m.Second.ProcessId));
        Assert.Equal(options, (await lab.Cluster.GetServiceAsync("it", cancel)).Options);
    }

    private static async Task AssertNewPasswordAsync(LabService service, Credential old, CancellationToken cancel)
    {
        var now = await service.CredentialAsync(cancel);
        Assert.Equal(NewPassword, now.Password);
        foreach (var endpoint in await service.OutsideEndpointsAsync(cancel))
        {
            await (await LineAsync(service, endpoint, now, cancel)).DisposeAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => LineAsync(service, endpoint, old, cancel));
        }
    }

    private static Task<ICopyLine> LineAsync(LabService service, Endpoint endpoint, Credential user, CancellationToken cancel)
        => service.Kind == "PostgreSQL" ? PostgresLine.OpenAsync(endpoint, user, cancel) : RedisLine.OpenAsync(endpoint, user, cancel);

    // The last replica comes first in every order.
    private static async Task<Member> ReplicaAsync(LabService service, CancellationToken cancel)
        => (await service.MembersAsync(cancel)).Last(m => m.Role == MemberRole.Replica);

    private static async Task<IEnumerable<int?>> ProcessesAsync(
        LabService service, string except, IReadOnlyList<Member> before, CancellationToken cancel)
        => before.Zip(await service.MembersAsync(cancel)).Select(m => m.Second.Name == except ? m.First.ProcessId : m.Second.ProcessId);

    private static async Task ChangeAsync(
        LocalLabCluster lab, UpdateServiceRequest request, CancellationToken cancel, IReadOnlyDictionary<string, string>? passwords = null)
    {
        var plan = await lab.Cluster.PlanUpdateServiceAsync(request, cancel);
        Assert.False(plan.IsEmpty);
        await lab.Cluster.RunAsync(plan, passwords ?? new Dictionary<string, string>(), null, cancel);
    }

    private static Dictionary<string, string> Options((string Name, string Value) option) => new() { [option.Name] = option.Value };
}
