using System.Management.Automation;
using System.Net;
using System.Security;

namespace Microsoft.PowerShell.Commands;

/// <summary>To plain text only, and only when asked for by name.</summary>
[Cmdlet(VerbsData.ConvertFrom, "SecureString")]
[OutputType(typeof(string))]
public sealed class ConvertFromSecureStringCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public SecureString SecureString { get; set; } = new();

    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    protected override void ProcessRecord()
    {
        if (!AsPlainText)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSNotSupportedException("This Shell converts to plain text only: use -AsPlainText."),
                "ExportSecureString_NotSupported", ErrorCategory.NotImplemented, null));
        }

        WriteObject(new NetworkCredential(string.Empty, SecureString).Password);
    }
}
