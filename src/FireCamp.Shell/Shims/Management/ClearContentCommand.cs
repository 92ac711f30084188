using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Clear, "Content", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class ClearContentCommand : PathCommand
{
    protected override void Process(string path) => InvokeProvider.Content.Clear(path, SilentContext);
}
