using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(PathInfo), typeof(string))]
public sealed class ResolvePathCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Relative { get; set; }

    [Parameter]
    public string? RelativeBasePath { get; set; }

    protected override void Process(string path)
    {
        foreach (var found in SessionState.Path.GetResolvedPSPathFromPSPath(path, Context))
        {
            WriteObject(Relative ? RelativePath(found) : found);
        }
    }

    private string RelativePath(PathInfo found)
    {
        var from = RelativeBasePath is { } given
            ? GetUnresolvedProviderPathFromPSPath(given)
            : SessionState.Path.CurrentLocation.ProviderPath;
        var relative = System.IO.Path.GetRelativePath(from, found.ProviderPath);
        return relative.StartsWith("..", StringComparison.Ordinal) || relative == "."
            ? relative
            : System.IO.Path.Combine(".", relative);
    }
}
