using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Pop, "Location")]
[OutputType(typeof(PathInfo))]
public sealed class PopLocationCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string StackName { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        var location = SessionState.Path.PopLocation(StackName);
        if (PassThru && location is not null)
        {
            WriteObject(location);
        }
    }
}
