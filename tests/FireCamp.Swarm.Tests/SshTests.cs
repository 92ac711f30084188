using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Lab;
using FireCamp.Lab.Processes;

namespace FireCamp.Swarm.Tests;

/// <summary>Managers by ssh: here a program that is called as ssh is, and that leads into the lab's machines.</summary>
public sealed class SshTests(LabFixture lab) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("firecamp-ssh-");

    [Fact]
    public async Task Manager_BySsh_DoesAllThatOneOverTlsDoes()
    {
        lab.Require();
        using var deadline = LabFixture.DeadlineOf();
        using (var scene = new SwarmScene("ssh", Connect("ssh://root@n1", "ssh://n2:22")))
        {
            Assert.Empty(await scene.Swarm.CheckAsync(scene.Cancel));
            var member = scene.Member("b");
            await scene.Platform.EnsureMemberAsync(member, "first", scene.Cancel);
            await scene.RunsAsync("n5");
            Assert.Equal(5, (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.Platform.ListNodesAsync(scene.Cancel))))[7].Count);
            await scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel);
            Assert.NotEmpty(Dialing());
        }

        await Soon.TrueAsync(() => Dialing().Count == 0, "no connection is left", deadline.Token);
    }

    [Fact]
    public async Task Managers_ThatCannotBeHadBySsh_AreNamedWithWhatSshSays()
    {
        lab.Require();
        using var deadline = LabFixture.DeadlineOf();
        using var swarm = Connect("ssh://n1", "ssh://root@stranger", "ssh://n4", "ssh://n2/run/nobody.sock");
        var mistakes = (await swarm.CheckAsync(deadline.Token)).ToDictionary(m => m.Where, m => m.Message);
        Assert.Equal(["ssh://n2/run/nobody.sock", "ssh://n4", "ssh://root@stranger"], mistakes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            "Asking for the swarm failed: ssh://root@stranger can't be reached: ssh ended without an answer from stranger and says: "
                + "root@stranger: Permission denied (publickey).",
            mistakes["ssh://root@stranger"]);
        Assert.Contains("is a worker of its swarm", mistakes["ssh://n4"], StringComparison.Ordinal);
        Assert.Contains("/run/nobody.sock: connect: no such file", mistakes["ssh://n2/run/nobody.sock"], StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The program's processes that still run.</summary>
    private IReadOnlyList<LabProcess> Dialing()
        => [.. File.ReadAllLines(Path.Combine(folder.FullName, "processes")).Select(int.Parse).Select(ProcessTable.Find).OfType<LabProcess>()];

    private SwarmConnection Connect(params string[] endpoints)
    {
        var program = Path.Combine(folder.FullName, "ssh");
        if (!File.Exists(program))
        {
            File.WriteAllText(program, $$"""
                #!/bin/sh
                echo $$ >> '{{folder.FullName}}/processes'
                while [ "$1" != -- ]; do
                    if [ "$1" = -l ]; then user=$2; fi
                    shift
                done
                host=$2
                shift 2
                if [ "$host" = stranger ]; then
                    echo "$user@$host: Permission denied (publickey)." >&2
                    exit 255
                fi
                exec '{{Path.Combine(Checkout.Root, "tests", "lab", "swarm")}}' --dir '{{lab.Lab.Path}}' exec "$host" sh -c "$*"
                """);
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new SwarmConnection(new SwarmConnectionSpec { Endpoints = endpoints, SshProgram = program }, TimeProvider.System);
    }
}
