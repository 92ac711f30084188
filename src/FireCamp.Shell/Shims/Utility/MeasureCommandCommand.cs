using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet
{
    private readonly Stopwatch watch = new();

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock? Expression { get; set; }

    // Runs in the caller's scope; what it puts out is dropped.
    protected override void ProcessRecord()
    {
        watch.Start();
        InvokeCommand.InvokeScript(
            useLocalScope: false, Expression, MyInvocation.ExpectingInput
                ? new List<object?> { InputObject }
                : null, []);
        watch.Stop();
    }

    protected override void EndProcessing() => WriteObject(watch.Elapsed);
}
