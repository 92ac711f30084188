using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class CopyItemCommand : PathCommand
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Destination { get; set; }

    [Parameter]
    public SwitchParameter Container { get; set; } = true;

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void Process(string path) => InvokeProvider.Item.Copy(
        path,
        Destination ?? string.Empty,
        Recurse,
        Container ? CopyContainers.CopyTargetContainer : CopyContainers.CopyChildrenOfTargetContainer,
        NewContext().WithPassThru(PassThru).Value);

    protected override object? FindDynamicParameters() => InvokeProvider.Item.CopyItemDynamicParameters(
        Path.FirstOrDefault(".")!, Destination ?? string.Empty, Recurse, Context);
}
