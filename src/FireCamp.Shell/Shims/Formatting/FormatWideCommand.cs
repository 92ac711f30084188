using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Format, "Wide")]
public sealed class FormatWideCommand : OuterFormatShapeCommandBase
{
    public FormatWideCommand() => FormatEngine.UseShape(this, "Wide");

    [Parameter(Position = 0)]
    public object? Property { get; set; }

    [Parameter]
    public SwitchParameter AutoSize { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Column { get; set; } = 2;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        FormatEngine.SetShapeParameters(this, new ShapeRequest(this, IsWide: true)
        {
            Property = Property is null ? null : [Property],
            View = View,
            AutoSize = AutoSize ? true : null,
            Force = Force,
            Columns = AutoSize && !MyInvocation.BoundParameters.ContainsKey(nameof(Column)) ? null : Column,
        });
    }
}
