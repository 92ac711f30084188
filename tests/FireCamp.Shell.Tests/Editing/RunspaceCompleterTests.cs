using System.Management.Automation.Runspaces;
using FireCamp.Shell.Editing;
using FireCamp.Shell.Host;
using FireCamp.Shell.Startup;

namespace FireCamp.Shell.Tests.Editing;

public sealed class RunspaceCompleterTests : IDisposable
{
    private readonly Terminal terminal = Terminal.OfProcess(interactive: false);
    private readonly Runspace runspace;
    private readonly RunspaceCompleter completer;

    public RunspaceCompleterTests()
    {
        var host = new ShellHost(terminal);
        runspace = RunspaceFactory.CreateRunspace(host, ShellSessionState.Create());
        runspace.Open();
        completer = new RunspaceCompleter(new PipelineRunner(host, runspace));
    }

    public void Dispose()
    {
        runspace.Dispose();
        terminal.Dispose();
    }

    [Theory]
    [InlineData("Get-ChildIt", "Get-ChildItem")]
    [InlineData("Get-ChildItem -Rec", "-Recurse")]
    [InlineData("Get-ChildItem -Dire", "-Directory")]
    [InlineData("Get-Content /etc/host", "/etc/hosts")]
    [InlineData("'a'.Len", "Length")]
    [InlineData("(Get-Date).AddDa", "AddDays(")]
    [InlineData("$env:PAT", "$env:PATH")]
    [InlineData("[DayOfWeek]::Fri", "Friday")]
    [InlineData("Get-Process | Where-Object Process", "ProcessName")]
    [InlineData("Write-Host x -ForegroundColor DarkG", "DarkGray")]
    public void Complete_BeginningOfSomething_OffersTheRest(string text, string expected) =>
        Assert.Contains(expected, completer.Complete(text, text.Length).Choices.Select(choice => choice.Text));

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("$(")]
    [InlineData("no such command ever -")]
    public void Complete_NothingSensible_DoesNotThrow(string text) =>
        Assert.NotNull(completer.Complete(text, text.Length));
}
