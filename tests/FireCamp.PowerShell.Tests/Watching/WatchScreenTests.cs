using System.Management.Automation.Host;
using FireCamp.PowerShell.Watching;

namespace FireCamp.PowerShell.Tests.Watching;

public sealed class WatchScreenTests
{
    private const int Width = 20;

    private readonly TerminalScreen screen = new(Width);

    [Fact]
    public void Show_ManyTablesOfAnySize_LeavesTheLastWhereTheFirstWas()
    {
        var terminal = Terminal(height: 8);
        terminal.Write("PS> Watch\n");
        var random = new Random(7);
        using (var watch = new WatchScreen(terminal))
        {
            for (var i = 0; i < 300; i++)
            {
                var lines = Enumerable.Range(0, random.Next(1, 12)).Select(n => new string((char)('a' + n), random.Next(0, 30))).ToList();
                watch.Show(lines);
                Assert.Equal(["PS> Watch", .. WatchScreen.Fit(lines, new Size(Width, 8)), ""], screen.Rows);
                Assert.False(screen.HasCursor);
            }
        }

        Assert.True(screen.HasCursor);
    }

    [Fact]
    public void Show_TheSameAgain_WritesNothing()
    {
        var terminal = Terminal(height: 8);
        using var watch = new WatchScreen(terminal);
        watch.Show(["one", "two"]);
        var writes = terminal.Writes;
        watch.Show(["one", "two"]);
        Assert.Equal(writes, terminal.Writes);
        watch.Show(["one", "three"]);
        Assert.Equal(writes + 1, terminal.Writes);
    }

    [Fact]
    public void Fit_MoreThanTheWindowHolds_CountsWhatIsLeftOut()
        => Assert.Equal(["1", "2", "… and 3 more"], WatchScreen.Fit(["1", "2", "3", "4", "5"], new Size(Width, 4)));

    private TerminalInterface Terminal(int height) => new(screen, new Size(Width, height));
}
