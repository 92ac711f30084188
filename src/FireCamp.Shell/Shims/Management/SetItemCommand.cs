using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class SetItemCommand : PathCommand
{
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void Process(string path) =>
        InvokeProvider.Item.Set(path, Value, NewContext().WithPassThru(PassThru).Value);
}
