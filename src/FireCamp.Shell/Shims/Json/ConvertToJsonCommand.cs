using System.Management.Automation;
using FireCamp.Shell.Shims.Json;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> inputs = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    [Parameter]
    [ValidateSet("Default", "EscapeNonAscii", "EscapeHtml")]
    public string EscapeHandling { get; set; } = "Default";

    protected override void ProcessRecord() => inputs.Add(InputObject);

    protected override void EndProcessing()
    {
        if (inputs is [])
        {
            return;
        }

        var json = new JsonText(Depth, Compress, EnumsAsStrings, JsonEscaping.Find(EscapeHandling));
        WriteObject(json.Write(inputs.Count > 1 || AsArray ? inputs : inputs[0]));
        if (json.Truncated)
        {
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        }
    }
}
