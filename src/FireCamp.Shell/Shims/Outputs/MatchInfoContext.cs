namespace Microsoft.PowerShell.Commands;

/// <summary>The lines around a match.</summary>
public sealed class MatchInfoContext
{
    public string[] PreContext { get; init; } = [];

    public string[] PostContext { get; init; } = [];
}
