using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Command { get; set; } = string.Empty;

    // Runs in the caller's scope, with output and errors going straight on.
    protected override void ProcessRecord() => InvokeCommand.InvokeScript(
        Command, useNewScope: false, PipelineResultTypes.Output | PipelineResultTypes.Error, input: null);
}
