using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Format, "Custom")]
public sealed class FormatCustomCommand : OuterFormatShapeCommandBase
{
    public FormatCustomCommand() => FormatEngine.UseShape(this, "Complex");

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 5;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        FormatEngine.SetShapeParameters(this, new ShapeRequest(this, IsWide: false)
        {
            Property = Property,
            View = View,
            Force = Force,
            Depth = Depth,
        });
    }
}
