using System.Management.Automation;
using System.Management.Automation.Provider;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class SetContentCommand : WriteContentCommand
{
    protected override bool Prepare(string path)
    {
        if (!ShouldProcess($"Path: {path}", "Set Content"))
        {
            return false;
        }

        // What isn't there yet needs no clearing; the writer creates it.
        if (InvokeProvider.Item.Exists(path, Context))
        {
            InvokeProvider.Content.Clear([path], Force, IsLiteral);
        }

        return true;
    }

    protected override void Position(IContentWriter writer)
    {
    }
}
