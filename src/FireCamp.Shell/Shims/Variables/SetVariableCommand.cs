using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class SetVariableCommand : VariableCommand
{
    private readonly List<object?> piped = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; } = AutomationNull.Value;

    [Parameter]
    public string? Description { get; set; }

    [Parameter]
    public ScopedItemOptions? Option { get; set; }

    [Parameter]
    public SessionStateEntryVisibility? Visibility { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput)
        {
            piped.Add(Value);
        }
    }

    protected override void EndProcessing()
    {
        var value = MyInvocation.ExpectingInput ? (piped.Count == 1 ? piped[0] : piped.ToArray()) : Value;
        foreach (var name in Name)
        {
            if (ShouldProcess($"Name: {name} Value: {value}", "Set variable"))
            {
                Set(name, value);
            }
        }
    }

    private void Set(string name, object? value)
    {
        try
        {
            // The variable itself is kept: it may have a type, and references to it.
            var variable = Variables.Find(name, Scope ?? "Local");
            if (variable is null)
            {
                variable = new PSVariable(name, value == AutomationNull.Value ? null : value);
            }
            else if (value != AutomationNull.Value)
            {
                variable = Changed(variable, value);
            }

            variable.Description = Description ?? variable.Description;
            variable.Visibility = Visibility ?? variable.Visibility;
            if (Option is { } option)
            {
                variable.Options = option;
            }

            Variables.Set(variable, Scope, Force);
            if (PassThru)
            {
                WriteObject(variable);
            }
        }
        catch (SessionStateException error)
        {
            WriteError(new ErrorRecord(error.ErrorRecord, error));
        }
    }

    private PSVariable Changed(PSVariable variable, object? value)
    {
        if (Force && variable.Options.HasFlag(ScopedItemOptions.ReadOnly))
        {
            return new PSVariable(variable.Name, value, variable.Options, variable.Attributes);
        }

        variable.Value = value;
        return variable;
    }
}
