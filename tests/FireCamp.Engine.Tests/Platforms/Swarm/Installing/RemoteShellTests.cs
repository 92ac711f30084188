using System.Text;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm.Installing;

namespace FireCamp.Engine.Tests.Platforms.Swarm.Installing;

public sealed class RemoteShellTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Words_ComeBeforeHostAndCommand()
        => Assert.Equal("a b|root@n4|tar|-x|",
            (await new RemoteShell("printf '%s|' 'a b'").RunAsync("root@n4", ["tar", "-x"], null, Limit, Cancel)).Output);

    [Fact]
    public async Task RunAsync_Input_ReachesTheCommand()
        => Assert.Equal("secret", (await new RemoteShell("sh -c cat").RunAsync(
            "n4", ["x"], (s, c) => s.WriteAsync(Encoding.UTF8.GetBytes("secret"), c).AsTask(), Limit, Cancel)).Output);

    [Fact]
    public async Task RunAsync_CommandThatReadsNothing_EndsWithItsOwnWords()
    {
        var shell = new RemoteShell("""sh -c "echo no route >&2; exit 255" """);
        var result = await shell.RunAsync("n4", [], (s, c) => s.WriteAsync(new byte[1 << 20], c).AsTask(), Limit, Cancel);
        Assert.Equal((255, "no route"), (result.ExitCode, result.Words));
    }

    [Fact]
    public async Task RunAsync_NoSuchProgram_SaysSo()
        => Assert.Equal("RemoteShellMissing", (await Assert.ThrowsAsync<FireCampException>(
            () => new RemoteShell("/no/such/shell").RunAsync("n4", [], null, Limit, Cancel))).ErrorId);

    [Fact]
    public async Task RunAsync_TooSlow_IsEnded()
        => Assert.Equal("RemoteShellTimedOut", (await Assert.ThrowsAsync<FireCampException>(
            () => new RemoteShell("sh -c 'sleep 600'").RunAsync("n4", [], null, TimeSpan.FromMilliseconds(50), Cancel))).ErrorId);

    [Theory]
    [InlineData(" ", "n4", "RemoteShell")]
    [InlineData("ssh", "", "HostName")]
    [InlineData("ssh", "-oProxyCommand=evil", "HostName")]
    [InlineData("ssh", "n4 n5", "HostName")]
    public void Check_Mistakes_AreNamed(string shell, string host, string where) => Assert.Equal(where, RemoteShell.Check(shell, host)!.Where);
}
