namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object found out about one property.</summary>
public abstract class MeasureInfo
{
    public string? Property { get; set; }
}
