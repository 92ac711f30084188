using System.Text;

namespace FireCamp.Shell.Editing;

/// <summary>Lays completions out in columns.</summary>
internal static class ChoiceList
{
    private const int MaximumShown = 100;
    private const int Gap = 2;

    public static string Format(IReadOnlyList<CompletionChoice> choices, int width)
    {
        var labels = choices.Take(MaximumShown).Select(choice => choice.Label.ReplaceLineEndings(" ")).ToList();
        var cell = labels.Max(CellWidth.Of) + Gap;
        var columns = Math.Max(1, width / cell);
        var text = new StringBuilder();
        foreach (var row in labels.Chunk(columns))
        {
            text.AppendJoin(string.Empty, row.Select(label => label + new string(' ', cell - CellWidth.Of(label))));
            text.Length -= Gap;
            text.Append("\r\n");
        }

        return choices.Count > MaximumShown
            ? text.Append($"… and {choices.Count - MaximumShown} more\r\n").ToString()
            : text.ToString();
    }
}
