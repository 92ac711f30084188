using System.Management.Automation;
using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Pump;

public sealed class AsyncCmdletTests
{
    private static readonly string Load = $"Import-Module '{typeof(EchoCommand).Assembly.Location}'; ";

    [Fact]
    public async Task Body_AfterAnAwait_IsBackOnThePipelinesThreadInOrder()
    {
        using var shell = new ModuleShell(import: false);

        var result = await shell.RunAsync(Load + "'a', 'b', 'c' | Test-Pump -Verbose");

        Assert.Equal(["a", "b", "c"], result.Texts);
        Assert.Equal(["same thread", "same thread", "same thread", "end"], result.Verbose);
    }

    [Fact]
    public async Task Error_ThatIsExpected_LetsTheNextInputThrough()
    {
        using var shell = new ModuleShell(import: false);

        var result = await shell.RunAsync(Load + "'expected', 'b' | Test-Pump; 'after'");

        Assert.Equal(["expected", "b", "after"], result.Texts);
        Assert.StartsWith("Expected,", Assert.Single(result.ErrorIds));
    }

    [Fact]
    public async Task Error_ThatIsABug_EndsTheCmdlet()
    {
        using var shell = new ModuleShell(import: false);

        var result = await shell.RunAsync(Load + "try { 'bug', 'b' | Test-Pump } catch { $_.Exception.GetType().Name }");

        Assert.Equal(["bug", "NotSupportedException"], result.Texts);
    }

    [Fact]
    public async Task Error_WithErrorActionStop_CanBeCaught()
    {
        using var shell = new ModuleShell(import: false);

        var result = await shell.RunAsync(Load + "try { 'expected', 'b' | Test-Pump -ErrorAction Stop } catch { 'caught' }");

        Assert.Equal(["expected", "caught"], result.Texts);
    }

    [Fact]
    public async Task Output_ThatNobodyWantsAnyMore_EndsTheCmdlet()
    {
        using var shell = new ModuleShell(import: false);

        // As Select-Object -First does: what reads the output leaves the pipeline while the cmdlet still runs.
        var result = await shell.RunAsync(Load + "foreach ($once in 1) { Test-Pump a, wait | & { process { $_; break } } }; 'after'");

        Assert.Equal(["a", "after"], result.Texts);
    }

    [Fact]
    public async Task Report_FromAnotherThread_IsWrittenOnThePipelinesThread()
    {
        using var shell = new ModuleShell(import: false);

        var result = await shell.RunAsync(Load + "Test-Pump report, z");

        Assert.Equal(["report", "reported", "z"], result.Texts);
    }

    [Fact]
    public async Task CtrlC_InALongWait_CancelsItAndEndsThePipeline()
    {
        using var shell = new ModuleShell(import: false);
        var before = EchoCommand.Cancelled;

        var result = await shell.RunAsync(Load + "Test-Pump wait; 'never'", Waiting);

        Assert.True(result.Stopped);
        Assert.Equal(["wait"], result.Texts);
        Assert.Equal(before + 1, EchoCommand.Cancelled);
    }

    private static async Task Waiting(PSDataCollection<PSObject> output)
    {
        var seen = new TaskCompletionSource();
        output.DataAdded += (_, _) => seen.TrySetResult();
        if (output.Count == 0)
        {
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
