using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : VariableCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var variable in Name.SelectMany(Find))
        {
            if ((Include is [] || IsAmong(Include, variable)) && !IsAmong(Exclude, variable))
            {
                WriteObject(ValueOnly ? variable.Value : variable);
            }
        }
    }

    private static bool IsAmong(string[] patterns, PSVariable variable) =>
        patterns.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(variable.Name));
}
