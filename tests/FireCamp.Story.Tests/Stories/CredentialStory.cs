using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A password of characters that mean something to shells, SQL, addresses and configuration files works everywhere.</summary>
public sealed class CredentialStory
{
    private const string Awkward = """= / & " ' $ \ # ; % ` {x} $(id) !""";

    [Fact]
    public Task EveryKind_AwkwardPassword_ConnectsWithIt()
    {
        Requirements.RequirePostgreSql();
        Requirements.RequireRedis();
        Requirements.RequireZooKeeperShell();
        return Story.RunAsync("cred", async (lab, cancel) =>
        {
            await UseLedgerAsync(lab, Requests.PostgreSql("mypg", members: 2), "superuser", cancel);
            await UseLedgerAsync(lab, Requests.Redis("cache", members: 2), "default", cancel);
            await UseZooKeeperAsync(lab, cancel);
        });
    }

    private static async Task UseLedgerAsync(LocalLabCluster lab, CreateServiceRequest request, string credential, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel, new Dictionary<string, string> { [credential] = Awkward });
        Assert.Equal(Awkward, (await service.CredentialAsync(cancel)).Password);
        await using (var ledger = await service.OpenLedgerAsync(cancel))
        {
            await ledger.AppendAsync(1, cancel);
            Assert.Equal([1], await service.AgreedAsync(ledger, cancel));
        }

        AssertKeptSecret(lab);
        await service.RemoveAsync(removeVolumes: true, cancel);
    }

    private static async Task UseZooKeeperAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var request = Requests.ZooKeeper("zk") with { Options = new Dictionary<string, string> { ["ClientAuthentication"] = "sasl" } };
        var service = await lab.CreateAsync(request, cancel, new Dictionary<string, string> { ["super"] = Awkward, ["client"] = Awkward });
        var credential = await lab.Cluster.GetCredentialAsync("zk", "client", cancel);
        var endpoints = await service.EndpointsAsync(cancel);
        var login = Path.Combine(lab.Home, "login");
        ZooKeeperShell.WriteLogin(login, credential);
        await new ZooKeeperShell(endpoints, login).CreateAsync("/mine", "yes", cancel);

        ZooKeeperShell.WriteLogin(login, credential with { Password = "another" });
        await Assert.ThrowsAsync<IOException>(() => new ZooKeeperShell(endpoints, login).HoldsAsync("/mine", "yes", cancel));
        File.Delete(login);
        AssertKeptSecret(lab);
    }

    /// <summary>The password is in no process's arguments and in no log.</summary>
    private static void AssertKeptSecret(LocalLabCluster lab)
    {
        var told = lab.Processes().Select(p => p.Id).Select(id => $"/proc/{id}/cmdline").Where(File.Exists)
            .Concat(Directory.EnumerateFiles(lab.Paths.NodesFolder, "*.log", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(lab.Paths.LogsFolder, "*", SearchOption.AllDirectories))
            .Where(Tells);
        Assert.Empty(told);
    }

    private static bool Tells(string file)
    {
        try
        {
            return File.ReadAllText(file).Contains(Awkward, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
