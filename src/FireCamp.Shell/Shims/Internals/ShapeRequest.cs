using System.Management.Automation;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>The parameters of Format-Wide or Format-Custom.</summary>
internal sealed record ShapeRequest(PSCmdlet Cmdlet, bool IsWide)
{
    public object[]? Property { get; init; }

    public string? View { get; init; }

    public bool? AutoSize { get; init; }

    public bool Force { get; init; }

    public int? Columns { get; init; }

    public int? Depth { get; init; }
}
