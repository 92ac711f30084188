using System.Management.Automation;

namespace FireCamp.Shell.Progress;

/// <summary>One line of the progress pane.</summary>
internal static class ProgressBar
{
    private const int BarWidth = 20;

    /// <summary>Returns the line, never wider than <paramref name="columns"/> cells.</summary>
    public static string Render(ProgressRecord record, int columns)
    {
        var indent = record.ParentActivityId >= 0 ? "  " : string.Empty;
        var text = $"{indent}{record.Activity}{Bar(record.PercentComplete)} {record.StatusDescription}";
        if (!string.IsNullOrEmpty(record.CurrentOperation))
        {
            text += $": {record.CurrentOperation}";
        }

        if (record.SecondsRemaining >= 0)
        {
            text += $" ({TimeSpan.FromSeconds(record.SecondsRemaining):c} left)";
        }

        text = text.ReplaceLineEndings(" ");
        return text.Length < columns ? text : text[..Math.Max(0, columns - 1)];
    }

    private static string Bar(int percent)
    {
        if (percent < 0)
        {
            return string.Empty;
        }

        var filled = Math.Min(percent, 100) * BarWidth / 100;
        return $" [{new string('#', filled)}{new string('.', BarWidth - filled)}] {percent,3}%";
    }
}
