using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Clear, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class ClearItemCommand : PathCommand
{
    protected override void Process(string path) => InvokeProvider.Item.Clear(path, SilentContext);
}
