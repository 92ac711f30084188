using System.Management.Automation.Host;

namespace FireCamp.PowerShell.Watching;

/// <summary>Shows lines on a terminal and puts others in their place: written at once, and only when they differ, so that nothing flickers.</summary>
internal sealed class WatchScreen(PSHostUserInterface terminal) : IDisposable
{
    private const string HideCursor = "\u001b[?25l";
    private const string ShowCursor = "\u001b[?25h";

    // What is longer than a line must not begin another, or the way back up is longer too.
    private const string NoWrap = "\u001b[?7l";
    private const string Wrap = "\u001b[?7h";

    private const string ClearLine = "\u001b[K";
    private const string ClearBelow = "\u001b[J";

    private IReadOnlyList<string> shown = [];
    private bool isOpen;

    /// <summary>These lines are shown where those before were; what doesn't fit into the window is left out and counted.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        var fitting = Fit(lines, terminal.RawUI.WindowSize);
        if (isOpen && fitting.SequenceEqual(shown))
        {
            return;
        }

        var up = shown.Count > 0 ? $"\u001b[{shown.Count}A\r" : "";
        terminal.Write($"{HideCursor}{NoWrap}{up}{string.Concat(fitting.Select(line => $"{line}{ClearLine}\n"))}{ClearBelow}{Wrap}");
        (shown, isOpen) = (fitting, true);
    }

    /// <summary>The last lines stay, and the cursor is back.</summary>
    public void Dispose()
    {
        if (isOpen)
        {
            terminal.Write(ShowCursor);
        }
    }

    internal static IReadOnlyList<string> Fit(IReadOnlyList<string> lines, Size window)
    {
        var most = Math.Max(2, window.Height - 1);
        IReadOnlyList<string> rows = lines.Count <= most ? lines : [.. lines.Take(most - 1), $"… and {lines.Count - most + 1} more"];
        return [.. rows.Select(line => line.Length <= window.Width ? line : line[..window.Width])];
    }
}
