using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Location", DefaultParameterSetName = "Location")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
public sealed class GetLocationCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Stack")]
    public SwitchParameter Stack { get; set; }

    [Parameter(ParameterSetName = "Stack")]
    public string[] StackName { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (!Stack)
        {
            WriteObject(SessionState.Path.CurrentLocation);
            return;
        }

        foreach (var name in StackName is [] ? [string.Empty] : StackName)
        {
            WriteObject(SessionState.Path.LocationStack(name));
        }
    }
}
