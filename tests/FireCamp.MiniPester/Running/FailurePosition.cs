using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Running;

/// <summary>Where in the test file something went wrong.</summary>
internal static partial class FailurePosition
{
    /// <summary>
    /// Returns <c>file:line</c>: of the test file's innermost line on the way to the error, else where the test begins.
    /// </summary>
    public static string Find(ErrorRecord error, PesterNode node)
    {
        var start = node.Body.Ast.Extent;
        foreach (var (file, line) in Frames(error))
        {
            if (start.File is null || string.Equals(file, start.File, StringComparison.Ordinal))
            {
                return $"{file}:{line}";
            }
        }

        return start.File is { } own ? $"{own}:{start.StartLineNumber}" : node.FullName;
    }

    private static IEnumerable<(string File, int Line)> Frames(ErrorRecord error) =>
        Frame().Matches(error.ScriptStackTrace ?? string.Empty)
        .Select(match => (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@", ([^<\s].*): line (\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Frame();
}
