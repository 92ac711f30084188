using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Credential", DefaultParameterSetName = "CredentialSet")]
[OutputType(typeof(PSCredential))]
public sealed class GetCredentialCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "CredentialSet")]
    public object? Credential { get; set; }

    [Parameter(ParameterSetName = "MessageSet")]
    public string Message { get; set; } = string.Empty;

    [Parameter(Position = 0, ParameterSetName = "MessageSet")]
    public string? UserName { get; set; }

    [Parameter(ParameterSetName = "MessageSet")]
    public string Title { get; set; } = string.Empty;

    protected override void BeginProcessing()
    {
        if ((Credential is PSObject wrapped ? wrapped.BaseObject : Credential) is PSCredential given)
        {
            WriteObject(given);
            return;
        }

        var title = Title.Length > 0 ? Title : "PowerShell credential request";
        var message = Message.Length > 0 ? Message : "Enter your credentials.";
        WriteObject(Host.UI.PromptForCredential(title, message, UserName ?? Credential?.ToString(), string.Empty));
    }
}
