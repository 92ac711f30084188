using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class InvokeItemCommand : PathCommand
{
    protected override void Process(string path) => InvokeProvider.Item.Invoke(path, SilentContext);
}
