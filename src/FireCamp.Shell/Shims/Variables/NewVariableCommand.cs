using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class NewVariableCommand : VariableCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public string Description { get; set; } = string.Empty;

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    [Parameter]
    public SessionStateEntryVisibility Visibility { get; set; } = SessionStateEntryVisibility.Public;

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"Name: {Name} Value: {Value}", "New variable"))
        {
            return;
        }

        try
        {
            if (!Force && Variables.Find(Name, Scope ?? "Local") is not null)
            {
                throw new SessionStateException($"A variable with name '{Name}' already exists.");
            }

            var variable = new PSVariable(Name, Value, Option) { Description = Description, Visibility = Visibility };
            Variables.Set(variable, Scope, Force);
            if (PassThru)
            {
                WriteObject(variable);
            }
        }
        catch (SessionStateException error)
        {
            WriteError(new ErrorRecord(error, "VariableAlreadyExists", ErrorCategory.ResourceExists, Name));
        }
    }
}
