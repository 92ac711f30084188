using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(Process))]
public sealed class GetProcessCommand : ProcessCommand
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("ProcessName")]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [Alias("PID")]
    public int[] Id { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Process[] InputObject { get; set; } = [];

    protected override void ProcessRecord()
    {
        var found = ParameterSetName switch
        {
            "Id" => ById(Id),
            "InputObject" => InputObject.Select(process =>
            {
                process.Refresh();
                return process;
            }),
            _ => ByName(Name),
        };
        foreach (var process in found)
        {
            WriteObject(process);
        }
    }
}
