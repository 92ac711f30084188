using System.Text.RegularExpressions;

namespace FireCamp.PowerShell.Completion;

/// <summary>Writes a text so that PowerShell reads it as one argument.</summary>
internal static partial class Quoting
{
    public static string Argument(string text)
        => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[\p{L}\p{N}_./*][\p{L}\p{N}_./:*-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
