using System.Diagnostics;
using System.Runtime.InteropServices;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Tests.Supervision;

public sealed partial class PosixTests
{
    private const int SigQuit = 3;
    private const nint Ignore = 1;

    [Fact]
    public async Task HearIgnoredSignals_OfASignalThatWasIgnored_EndsWhatIsStartedAgain()
    {
        _ = SetSignal(SigQuit, Ignore);
        Assert.Equal("alive", await QuitAsync());
        Posix.HearIgnoredSignals();
        Assert.Equal("", await QuitAsync());
    }

    // A shell that sends itself the signal, and tells when it has outlived that.
    private static async Task<string> QuitAsync()
    {
        var start = new ProcessStartInfo("sh", ["-c", "ulimit -c 0; kill -QUIT $$; echo alive"]) { RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint SetSignal(int signal, nint handler);
}
