using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests;

/// <summary>The prompt on a real terminal.</summary>
public sealed class PromptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Prompt_CommandsTabAndExit_WorkAsAPersonExpects()
    {
        Assert.SkipUnless(Pty.IsAvailable, "util-linux's 'script' is missing");
        await using var pty = new Pty(folder.Path);

        await pty.WaitForAsync("> ");
        await pty.SendAsync("'six' + 'teen'\r");
        await pty.WaitForAsync("\nsixteen");
        await pty.WaitForAsync("> ");
        await pty.SendAsync("New-Gui\t");
        await pty.WaitForAsync("New-Guid");
        await pty.SendAsync(" | % { 'a' * 3 }\r");
        await pty.WaitForAsync("\naaa");
        await pty.WaitForAsync("> ");
        await pty.SendAsync("exit 5\r");

        Assert.Equal(5, await pty.ExitCodeAsync());
    }

    [Fact]
    public async Task CtrlC_WhileACommandRuns_StopsItAndNotTheShell()
    {
        Assert.SkipUnless(Pty.IsAvailable, "util-linux's 'script' is missing");
        await using var pty = new Pty(folder.Path);

        await pty.WaitForAsync("> ");
        await pty.SendAsync("try { 'beg' + 'un'; Start-Sleep 600 } finally { 'cleaned' + ' up' | Out-Host }\r");
        await pty.WaitForAsync("begun");
        await pty.SendAsync("\x03");
        await pty.WaitForAsync("cleaned up");
        await pty.WaitForAsync("> ");
        await pty.SendAsync("'still ' + 'here'\r");
        await pty.WaitForAsync("still here");
        await pty.SendAsync("\x04");

        Assert.Equal(0, await pty.ExitCodeAsync());
    }

    [Fact]
    public async Task Questions_AtATerminal_AreAskedAndSecretsMasked()
    {
        Assert.SkipUnless(Pty.IsAvailable, "util-linux's 'script' is missing");
        await using var pty = new Pty(folder.Path);
        var file = folder.Write("keep", "x");

        await pty.WaitForAsync("> ");
        await pty.SendAsync($"Remove-Item {file} -Confirm\r");
        await pty.WaitForAsync("[Y] Yes  [A] Yes to All  [N] No  [L] No to All");
        await pty.SendAsync("n\r");
        await pty.WaitForAsync("> ");
        await pty.SendAsync("(Get-Credential bob).GetNetworkCredential().Password.Length\r");
        await pty.WaitForAsync("Password for user bob: ");
        await pty.SendAsync("hush!\r");
        var shown = await pty.WaitForAsync("\n5");

        Assert.True(File.Exists(file));
        Assert.Contains("*****", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteProgress_AtATerminal_ShowsABarAndTakesItAway()
    {
        Assert.SkipUnless(Pty.IsAvailable, "util-linux's 'script' is missing");
        await using var pty = new Pty(
            folder.Path, "-Command \"Write-Progress Copying -Status half -PercentComplete 50; 'text'; Read-Host go\"");

        await pty.WaitForAsync("Copying [##########..........]  50% half");
        await pty.WaitForAsync("text");
        await pty.SendAsync("\r");

        Assert.Equal(0, await pty.ExitCodeAsync());
    }
}
