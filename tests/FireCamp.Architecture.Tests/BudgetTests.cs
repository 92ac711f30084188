using System.Text.RegularExpressions;

namespace FireCamp.Architecture.Tests;

/// <summary>Files and methods stay short enough to be read: docs/decisions.md says why these numbers.</summary>
public sealed partial class BudgetTests
{
    private const int LongestFile = 300;
    private const int LongestMethod = 60;
    private const int LongestLine = 150;
    private const double MedianFile = 70;
    private const int NinetiethFile = 160;

    private static readonly string[] Product = ["src"];
    private static readonly string[] All = ["src", "tests", "bench"];

    [Fact]
    public void Files_All_AreAtMost300Lines()
    {
        var wrong = SourceTree.CSharp(All).Select(f => (File: f, Lines: File.ReadAllLines(f).Length))
            .Where(f => f.Lines > LongestFile).Select(f => $"{SourceTree.Relative(f.File)}: {f.Lines}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_OfTheProduct_AreShortByMedianAndNinetiethPercentile()
    {
        var lengths = SourceTree.CSharp(Product).Select(f => File.ReadAllLines(f).Length).Order().ToList();
        Assert.InRange(lengths[lengths.Count / 2], 1, MedianFile);
        Assert.InRange(lengths[lengths.Count * 9 / 10], 1, NinetiethFile);
    }

    [Fact]
    public void Methods_All_AreAtMost60Lines()
    {
        var wrong = SourceTree.CSharp(All).SelectMany(f => Methods(f).Where(m => m.Lines > LongestMethod)
            .Select(m => $"{SourceTree.Relative(f)}:{m.Line}: {m.Lines} lines"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Lines_All_FitTheWidth()
    {
        var wrong = SourceTree.CSharp(All).SelectMany(f => File.ReadLines(f)
            .Select((text, i) => (text, i)).Where(l => l.text.Length > LongestLine && !l.text.Contains("[GeneratedRegex", StringComparison.Ordinal))
            .Select(l => $"{SourceTree.Relative(f)}:{l.i + 1}: {l.text.Length} characters"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_OfTheProduct_HoldOneTopLevelType()
    {
        var wrong = SourceTree.CSharp(Product)
            .Select(f => (File: f, Types: File.ReadLines(f).Count(l => TopLevelType().IsMatch(l))))
            .Where(f => f.Types > 1).Select(f => $"{SourceTree.Relative(f.File)}: {f.Types} types");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_All_KeepTheHouseRules()
    {
        var wrong = SourceTree.CSharp(All).SelectMany(f => File.ReadLines(f).Select((text, i) => (text, i))
            .Where(l => Banned().IsMatch(l.text) && !l.text.Contains("[GeneratedRegex", StringComparison.Ordinal))
            .Select(l => $"{SourceTree.Relative(f)}:{l.i + 1}: {l.text.Trim()}"));
        Assert.Empty(wrong);
    }

    /// <summary>Blocks that open at member depth (four spaces of indentation) and the lines until they close.</summary>
    private static IEnumerable<(int Line, int Lines)> Methods(string file)
    {
        var start = -1;
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line == "    {")
            {
                start = number;
            }
            else if (start > 0 && line.StartsWith("    }", StringComparison.Ordinal))
            {
                yield return (start, number - start - 1);
                start = -1;
            }
        }
    }

    [GeneratedRegex(@"^(public|internal|file)?\s*((sealed|static|abstract|partial|readonly|unsafe|ref)\s+)*(class|record|struct|interface|enum)\s+\w+")]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^\s*#region|//\s*(TODO|FIXME|HACK)\b|NotImplementedException")]
    private static partial Regex Banned();
}
