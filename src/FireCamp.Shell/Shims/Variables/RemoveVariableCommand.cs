using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Remove, "Variable", SupportsShouldProcess = true)]
public sealed class RemoveVariableCommand : VariableCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var variable in Name.SelectMany(Find))
        {
            if (ShouldProcess($"Name: {variable.Name}", "Remove variable"))
            {
                Remove(variable);
            }
        }
    }

    private void Remove(PSVariable variable)
    {
        try
        {
            Variables.Remove(variable, Scope, Force);
        }
        catch (SessionStateException error)
        {
            WriteError(new ErrorRecord(error.ErrorRecord, error));
        }
    }
}
