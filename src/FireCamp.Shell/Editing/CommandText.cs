using System.Management.Automation.Language;

namespace FireCamp.Shell.Editing;

/// <summary>Looks at the text of a command.</summary>
internal static class CommandText
{
    /// <summary>True when more lines could make it whole: an open bracket, string or pipe.</summary>
    public static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var mistakes);
        return mistakes.Any(mistake => mistake.IncompleteInput);
    }
}
