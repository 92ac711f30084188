using System.Globalization;
using System.Management.Automation.Host;

namespace FireCamp.PowerShell.Tests.Hosting;

/// <summary>A host that answers every question as it was told, and remembers what was asked and printed.</summary>
internal sealed class ScriptedHost(string answer) : PSHost
{
    private readonly ScriptedUserInterface ui = new(answer);

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Scripted";

    public override PSHostUserInterface UI => ui;

    public override Version Version { get; } = new(1, 0);

    public IReadOnlyList<string> Printed => ui.Printed;

    public IReadOnlyList<string> Asked => ui.Asked;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
