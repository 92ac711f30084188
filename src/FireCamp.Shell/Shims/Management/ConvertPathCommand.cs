using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class ConvertPathCommand : PathCommand
{
    protected override void Process(string path)
    {
        foreach (var found in SessionState.Path.GetResolvedPSPathFromPSPath(path, Context))
        {
            WriteObject(found.ProviderPath);
        }
    }
}
