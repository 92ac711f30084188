using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Clear, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class ClearVariableCommand : VariableCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var variable in Name.SelectMany(Find))
        {
            if (!ShouldProcess($"Name: {variable.Name}", "Clear variable"))
            {
                continue;
            }

            try
            {
                variable.Value = null;
            }
            catch (SessionStateException error)
            {
                WriteError(new ErrorRecord(error.ErrorRecord, error));
                continue;
            }

            if (PassThru)
            {
                WriteObject(variable);
            }
        }
    }
}
