using System.Diagnostics;
using FireCamp.Agent.Containers;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests.Containers;

/// <summary>A shell that waits at a gate, and what it becomes.</summary>
public sealed class GateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("it's '' ''' quoted'")]
    [InlineData("$HOME `id` $(id) \\ \\n \"x\" *")]
    [InlineData("two\nlines\n")]
    [InlineData("ümläut ⟦€⟧\t|&;<>()#~!")]
    public void Script_WithAnyValue_PassesItOnAsItIs(string value)
    {
        var environment = new Dictionary<string, string> { ["VALUE"] = value };
        var script = GateScript.For(["sh", "-c", "printf '%s|%s' \"$VALUE\" \"$1\"", "x", value], environment, null)
            .Replace($"cd '{Gate.DataPath}'", "cd /", StringComparison.Ordinal);
        Assert.Equal($"{value}|{value}", Shell(script));
    }

    [Fact]
    public void Script_ThatIsCutOffAnywhere_RunsNothing()
    {
        var script = GateScript.For(["echo", "ran"], new Dictionary<string, string> { ["A"] = "1" }, null)
            .Replace($"cd '{Gate.DataPath}'", "cd /", StringComparison.Ordinal).TrimEnd('\n');
        for (var length = 1; length < script.Length; length += 3)
        {
            Assert.Equal("", Shell(script[..length]));
        }

        Assert.Equal("ran\n", Shell(script));
    }

    [Fact]
    public void Script_ForAUser_BecomesThatUser()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root to change the user");
        var account = UserAccount.For("daemon");
        var script = GateScript.For(["sh", "-c", "id -un; echo $HOME"], new Dictionary<string, string> { ["HOME"] = "/here" }, account)
            .Replace($"cd '{Gate.DataPath}'", "cd /", StringComparison.Ordinal);
        Assert.Equal("daemon\n/here\n", Shell(script));
        foreach (var tool in (string[])["setpriv", "chroot"])
        {
            Assert.Contains(tool, script, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Script_WithWhatNoShellCanSay_IsRefused()
    {
        Assert.Equal("NameNotUsable", Assert.Throws<FireCampException>(() => For("A-B", "x")).ErrorId);
        Assert.Equal("NameNotUsable", Assert.Throws<FireCampException>(() => For("A=1\nB", "x")).ErrorId);
        Assert.Equal("ValueNotUsable", Assert.Throws<FireCampException>(() => For("A", "x\0y")).ErrorId);

        static string For(string name, string value) => GateScript.For(["true"], new Dictionary<string, string> { [name] = value }, null);
    }

    [Fact]
    public async Task Open_GivesTheWaitingShellMoreThanAPipeHolds()
    {
        var folder = Directory.CreateTempSubdirectory("fc-").FullName;
        try
        {
            var gate = new Gate(folder);
            gate.Ensure();
            gate.Ensure();
            using var shell = Start(Path.Combine(folder, "run", "gate"));
            var text = $": '{new string('x', 300_000)}'\necho through\n";
            await gate.OpenAsync(text, shell.WaitForExitAsync(None), TimeProvider.System, None);
            Assert.Equal("through\n", await shell.StandardOutput.ReadToEndAsync(None));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Open_WhenTheShellHasEnded_Returns()
    {
        var folder = Directory.CreateTempSubdirectory("fc-").FullName;
        try
        {
            var gate = new Gate(folder);
            gate.Ensure();
            await gate.OpenAsync("true\n", Task.CompletedTask, TimeProvider.System, None);
            File.Delete(Path.Combine(folder, "run", "gate"));
            File.WriteAllText(Path.Combine(folder, "run", "gate"), "echo not the agent's");
            gate.Ensure();
            Assert.True(Syscalls.IsOwnPipe(Path.Combine(folder, "run", "gate")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task ForeignProcess_IsSeenToEndAndKilledByItsHandle()
    {
        using var sleeper = Process.Start("/bin/sleep", "1000");
        using var found = ForeignProcess.Find(sleeper.Id)!;
        Assert.False(found.HasEnded);
        Assert.False(found.Ended.IsCompleted);
        found.Kill();
        await found.Ended.WaitAsync(TimeSpan.FromSeconds(30), None);
        Assert.True(found.HasEnded);
        found.Kill();
        await sleeper.WaitForExitAsync(None);
        await Eventually.TrueAsync(() => ForeignProcess.Find(sleeper.Id) is null, "its id is nobody's");
    }

    private static string Shell(string script)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, script);
            using var shell = Start(file);
            var output = shell.StandardOutput.ReadToEnd();
            shell.WaitForExit();
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process Start(string file)
        => Process.Start(new ProcessStartInfo("/bin/sh", [file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
