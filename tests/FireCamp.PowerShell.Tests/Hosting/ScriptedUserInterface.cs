using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FireCamp.PowerShell.Tests.Hosting;

internal sealed class ScriptedUserInterface(string answer) : PSHostUserInterface
{
    private readonly List<string> printed = [];
    private readonly List<string> asked = [];

    public IReadOnlyList<string> Printed => printed;

    public IReadOnlyList<string> Asked => asked;

    public override PSHostRawUserInterface? RawUI => null;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        asked.Add(message);
        return choices.IndexOf(choices.Single(c => c.Label.Replace("&", "", StringComparison.Ordinal) == answer));
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
        => throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
        => throw new NotSupportedException();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
        => throw new NotSupportedException();

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override void Write(string value) => printed.Add(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => printed.Add(value);

    public override void WriteLine(string value) => printed.Add(value);

    public override void WriteDebugLine(string message) => printed.Add(message);

    public override void WriteErrorLine(string value) => printed.Add(value);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override void WriteVerboseLine(string message) => printed.Add(message);

    public override void WriteWarningLine(string message) => printed.Add(message);
}
