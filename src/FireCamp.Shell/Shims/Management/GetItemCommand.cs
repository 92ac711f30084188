using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = ByPath)]
public sealed class GetItemCommand : PathCommand
{
    protected override void Process(string path) => InvokeProvider.Item.Get(path, Context);

    protected override object? FindDynamicParameters() =>
        InvokeProvider.Item.GetItemDynamicParameters(Path.FirstOrDefault(".")!, Context);
}
