using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>A line in which Select-String found something.</summary>
public sealed class MatchInfo
{
    public bool IgnoreCase { get; init; }

    public int LineNumber { get; init; }

    public string Line { get; init; } = string.Empty;

    public string Path { get; init; } = "InputStream";

    public string Filename => System.IO.Path.GetFileName(Path);

    public string Pattern { get; init; } = string.Empty;

    public MatchInfoContext? Context { get; init; }

    public Match[] Matches { get; init; } = [];

    public override string ToString() => Path == "InputStream" ? Line : $"{Path}:{LineNumber}:{Line}";

    // What the engine's format data calls; colours are left to those who want them.
    public string ToString(string directory) =>
        Path == "InputStream" ? Line : $"{System.IO.Path.GetRelativePath(directory, Path)}:{LineNumber}:{Line}";

    public string ToEmphasizedString(string directory) => ToString(directory);
}
