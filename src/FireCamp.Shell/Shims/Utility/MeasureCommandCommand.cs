using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet
{
    private const string Script = "if ($args[1]) { Microsoft.PowerShell.Core\\ForEach-Object $args[0] -InputObject $args[2] } else { . $args[0] }";

    private readonly Stopwatch watch = new();

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock? Expression { get; set; }

    // Runs in the caller's scope; what it puts out is dropped, and errors are the caller's to see.
    protected override void ProcessRecord()
    {
        watch.Start();
        InvokeCommand.InvokeScript(
            Script, useNewScope: false, PipelineResultTypes.Error, null, Expression, MyInvocation.ExpectingInput, InputObject);
        watch.Stop();
    }

    protected override void EndProcessing() => WriteObject(watch.Elapsed);
}
