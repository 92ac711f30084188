using System.Management.Automation;
using System.Management.Automation.Provider;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class AddContentCommand : WriteContentCommand
{
    protected override bool Prepare(string path) => ShouldProcess($"Path: {path}", "Add Content");

    protected override void Position(IContentWriter writer) => writer.Seek(0, SeekOrigin.End);
}
