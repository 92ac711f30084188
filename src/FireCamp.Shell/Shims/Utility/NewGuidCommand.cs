using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "Guid")]
[OutputType(typeof(Guid))]
public sealed class NewGuidCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Empty { get; set; }

    protected override void EndProcessing() => WriteObject(Empty ? Guid.Empty : Guid.NewGuid());
}
