using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FireCamp.Shell.Host;

/// <summary>Writes to the standard streams and asks the person at the terminal.</summary>
internal sealed class ShellHostUserInterface(Terminal terminal)
    : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    private readonly InputReader input = new(terminal);

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(terminal);

    public override bool SupportsVirtualTerminal => terminal.OutputHasColors;

    public override string ReadLine() => input.ReadLine();

    public override SecureString ReadLineAsSecureString() => input.ReadSecret();

    public override void Write(string value) => terminal.Write(ForOutput(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        terminal.Write(ForOutput(AnsiColors.Paint(value, foregroundColor, backgroundColor)));

    public override void WriteLine() => terminal.Write("\n");

    public override void WriteLine(string value) => terminal.Write(ForOutput(value) + "\n");

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        terminal.Write(ForOutput(AnsiColors.Paint(value, foregroundColor, backgroundColor)) + "\n");

    public override void WriteErrorLine(string value) =>
        terminal.WriteError(GetOutputString(value, terminal.ErrorHasColors) + "\n");

    public override void WriteDebugLine(string message) => WriteStyled(FormatStyle.Debug, $"DEBUG: {message}");

    public override void WriteVerboseLine(string message) => WriteStyled(FormatStyle.Verbose, $"VERBOSE: {message}");

    public override void WriteWarningLine(string message) => WriteStyled(FormatStyle.Warning, $"WARNING: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record) =>
        terminal.Progress.Show(sourceId, record);

    public override Dictionary<string, PSObject?> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        new FieldPrompt(this).Ask(caption, message, descriptions);

    public override PSCredential? PromptForCredential(
        string caption, string message, string userName, string targetName) =>
        new CredentialPrompt(this).Ask(caption, message, userName, targetName);

    public override PSCredential? PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        new CredentialPrompt(this).Ask(caption, message, userName, targetName);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        new ChoicePrompt(this, caption, message, choices).AskOne(defaultChoice);

    public Collection<int> PromptForChoice(
        string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices) =>
        new ChoicePrompt(this, caption, message, choices).AskMany([.. defaultChoices ?? []]);

    private string ForOutput(string value) => GetOutputString(value, terminal.OutputHasColors);

    private void WriteStyled(FormatStyle style, string text) =>
        WriteLine($"{GetFormatStyleString(style)}{text}{PSStyle.Instance.Reset}");
}
