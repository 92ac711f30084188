using System.Management.Automation;
using System.Security;

namespace Microsoft.PowerShell.Commands;

/// <summary>From plain text only: text encrypted under a key of its own belongs in a secret store.</summary>
[Cmdlet(VerbsData.ConvertTo, "SecureString", DefaultParameterSetName = "PlainText")]
[OutputType(typeof(SecureString))]
public sealed class ConvertToSecureStringCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string String { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (!AsPlainText)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSNotSupportedException("This Shell converts plain text only: use -AsPlainText."),
                "ImportSecureString_NotSupported", ErrorCategory.NotImplemented, null));
        }

        var secret = new SecureString();
        foreach (var character in String)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        WriteObject(secret);
    }
}
