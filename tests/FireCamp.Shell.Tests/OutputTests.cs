using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests;

public sealed class OutputTests
{
    [Fact]
    public async Task Output_Redirected_HasNoEscapeSequences()
    {
        var result = await ShellProcess.CommandAsync(
            "Get-ChildItem /; Write-Warning w; Write-Error e; Write-Host h -ForegroundColor Red; \"`e[31mx`e[0m\"");

        Assert.DoesNotContain('\e', result.Output);
        Assert.DoesNotContain('\e', result.Error);
        Assert.Contains("WARNING: w", result.Output, StringComparison.Ordinal);
        Assert.Contains("h\nx\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_WrittenOrThrown_GoToStandardError()
    {
        var result = await ShellProcess.CommandAsync("'out'; Write-Error soft; throw 'hard'");

        Assert.Equal("out\n", result.Output);
        Assert.Contains("soft", result.Error, StringComparison.Ordinal);
        Assert.Contains("hard", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteProgress_WithoutATerminal_WritesNothing()
    {
        var result = await ShellProcess.CommandAsync("Write-Progress a -Status b -PercentComplete 5; 'x'");

        Assert.Equal(("x\n", string.Empty), (result.Output, result.Error));
    }

    [Fact]
    public async Task Host_AskedForItsName_IsTheShell()
    {
        var result = await ShellProcess.CommandAsync(
            "$Host.Name; $PSVersionTable.PSVersion.Major; $PSVersionTable.PSEdition");

        Assert.Equal(["FireCamp Shell", "7", "Core"], result.Lines);
    }

    [Fact]
    public async Task Questions_WithNobodyToAnswer_AreErrors()
    {
        var result = await ShellProcess.RunAsync(
            ["-NonInteractive", "-Command", "Read-Host x; Remove-Item /tmp -Confirm"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("not interactive", result.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists("/tmp"));
    }

    [Fact]
    public async Task Questions_WithAnswersOnStandardInput_AreAnswered()
    {
        var result = await ShellProcess.RunAsync(
            ["-Command", "$n = Read-Host Name; $c = Get-Credential bob; \"$n $($c.GetNetworkCredential().Password)\""], "ann\np w\n");

        Assert.EndsWith("ann p w\n", result.Output, StringComparison.Ordinal);
    }
}
