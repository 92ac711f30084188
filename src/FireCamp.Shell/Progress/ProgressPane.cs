using System.Management.Automation;

namespace FireCamp.Shell.Progress;

/// <summary>
/// The progress bars under the text. They are drawn below the cursor, which stays where the next text goes, so that
/// clearing them is one sequence and output never mixes with them. Without a terminal nothing is ever drawn.
/// </summary>
internal sealed class ProgressPane(TextWriter terminal, Func<int>? width, TimeProvider time)
{
    private const int MaximumBars = 5;
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly SortedDictionary<(long Source, int Activity), ProgressRecord> records = [];
    private long lastDrawing;
    private bool drawn;
    private bool atLineStart = true;

    /// <summary>Takes a record in: a completed one removes its bar.</summary>
    public void Show(long source, ProgressRecord record)
    {
        if (width is null)
        {
            return;
        }

        lock (gate)
        {
            var key = (source, record.ActivityId);
            var isNew = !records.ContainsKey(key);
            if (record.RecordType == ProgressRecordType.Completed)
            {
                isNew = records.Remove(key);
            }
            else
            {
                records[key] = record;
            }

            // A bar that comes or goes shows at once; mere movement is drawn ten times a second at most.
            if (isNew || time.GetElapsedTime(lastDrawing) >= BetweenDrawings)
            {
                Erase();
                Draw();
            }
        }
    }

    /// <summary>Writes text with the bars out of its way.</summary>
    public void Around(string text, Action<string> write)
    {
        lock (gate)
        {
            Erase();
            write(text);
            if (text.Length > 0)
            {
                atLineStart = text[^1] == '\n';
            }

            Draw();
        }
    }

    /// <summary>Forgets every bar and leaves the screen without one.</summary>
    public void Clear()
    {
        lock (gate)
        {
            records.Clear();
            Erase();
        }
    }

    /// <summary>Says that the cursor is at a line's start again, after the user pressed Enter.</summary>
    public void LineEnded() => atLineStart = true;

    private void Draw()
    {
        // Below unfinished text there is no place to return to without asking the terminal where the cursor is.
        if (width is null || records.Count == 0 || !atLineStart)
        {
            return;
        }

        var columns = width();
        var lines = records.Values.TakeLast(MaximumBars).Select(record => ProgressBar.Render(record, columns)).ToList();
        terminal.Write($"\e[?25l{string.Concat(lines.Select(line => $"\r\e[2K{line}\n"))}\e[{lines.Count}A\r\e[?25h");
        drawn = true;
        lastDrawing = time.GetTimestamp();
    }

    private void Erase()
    {
        if (drawn)
        {
            terminal.Write("\r\e[0J");
            drawn = false;
        }
    }
}
