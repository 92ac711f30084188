using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace FireCamp.Shell.Host;

/// <summary>What scripts see as <c>$Host</c>.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly ShellHostUserInterface userInterface;

    public ShellHost(Terminal terminal)
    {
        Terminal = terminal;
        userInterface = new ShellHostUserInterface(terminal);
    }

    public Terminal Terminal { get; }

    /// <summary>The code a script gave to <c>exit</c>; null while none has.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Reads and runs commands until the user leaves; set by the session.</summary>
    public Action? NestedPrompt { get; set; }

    public override string Name => "FireCamp Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(1, 0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>Set when a nested prompt is to end.</summary>
    public bool NestedPromptEnded { get; set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <summary>Forgets the exit code: it ended a nested prompt and not the session.</summary>
    public void TakeExitCode() => ExitCode = null;

    public override void EnterNestedPrompt()
    {
        if (NestedPrompt is null || !Terminal.IsInteractive)
        {
            throw new PSNotSupportedException("A nested prompt needs a terminal to read from.");
        }

        NestedPrompt();
    }

    public override void ExitNestedPrompt() => NestedPromptEnded = true;

    // A native command draws on the same terminal, so nothing of ours may be in its way.
    public override void NotifyBeginApplication() => Terminal.Progress.Clear();

    public override void NotifyEndApplication()
    {
    }
}
