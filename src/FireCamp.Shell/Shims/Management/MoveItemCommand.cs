using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class MoveItemCommand : PathCommand
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void Process(string path) =>
        InvokeProvider.Item.Move(path, Destination, NewContext().WithPassThru(PassThru).Value);
}
