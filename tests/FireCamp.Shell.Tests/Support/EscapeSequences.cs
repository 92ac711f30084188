using System.Text.RegularExpressions;

namespace FireCamp.Shell.Tests.Support;

internal static partial class EscapeSequences
{
    public static string Remove(string text) => Sequence().Replace(text, string.Empty);

    [GeneratedRegex("\u001b(\\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Sequence();
}
