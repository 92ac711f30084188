using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using FireCamp.MiniPester.Assertions;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Running;

/// <summary>Shows on the host how the tests go.</summary>
internal sealed class TestReport(PSHostUserInterface ui, ReportDetail detail)
{
    private const ConsoleColor Usual = (ConsoleColor)(-1);

    public void Enter(PesterBlock block)
    {
        if (detail == ReportDetail.Detailed)
        {
            WriteLine(
                Usual, block.Parent is null ? $"\nRunning tests from '{block.Name}'" : $"{Indent(block)}{block.Name}");
        }
    }

    public void Write(PesterTest test)
    {
        switch (test.Result)
        {
            case TestOutcome.Failed:
                WriteFailure($"{test.Name} {Time(test.Duration)}", test.ErrorRecord!, test);
                break;
            case TestOutcome.Skipped when detail != ReportDetail.None:
                WriteLine(
                    ConsoleColor.Yellow,
                    $"{Indent(test)}[!] {Title(test)} is skipped, because {test.Reason} {Time(test.Duration)}");
                break;
            case TestOutcome.Passed when detail == ReportDetail.Detailed:
                WriteLine(ConsoleColor.DarkGreen, $"{Indent(test)}[+] {test.Name} {Time(test.Duration)}");
                break;
        }
    }

    public void WriteFailure(string title, ErrorRecord error, PesterNode node)
    {
        if (detail == ReportDetail.None)
        {
            return;
        }

        var where = detail == ReportDetail.Detailed || node.Parent is not { Parent: not null } parent
            ? string.Empty
            : $"{parent.FullName}.";
        WriteLine(ConsoleColor.Red, $"{Indent(node)}[-] {where}{title}");
        var others = (node as PesterTest)?.Errors.Select(other => $"error: {other.Exception.Message}") ?? [];
        foreach (var line in Explain(error, node).Concat(others))
        {
            WriteLine(ConsoleColor.Red, $"{Indent(node)}    {line}");
        }
    }

    public void Finish(PesterRun run)
    {
        if (detail == ReportDetail.None)
        {
            return;
        }

        WriteLine(Usual, $"Tests completed in {run.Duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)}s");
        var color = run.FailedCount > 0 ? ConsoleColor.Red : ConsoleColor.Green;
        WriteLine(color, $"Tests Passed: {run.PassedCount}, Failed: {run.FailedCount}, Skipped: {run.SkippedCount}");
    }

    private static IEnumerable<string> Explain(ErrorRecord error, PesterNode node)
    {
        var message = error.ErrorDetails?.Message ?? error.Exception.Message;
        var kind = error.Exception is AssertionFailedException or RuntimeException { InnerException: null }
            ? string.Empty
            : $"{error.Exception.GetType().Name}: ";
        return $"{kind}{message}".ReplaceLineEndings(
            "\n").Split('\n').Append($"at {FailurePosition.Find(error, node)}");
    }

    private static string Indent(PesterNode node)
    {
        var depth = 0;
        for (var block = node.Parent; block is { Parent: not null }; block = block.Parent)
        {
            depth++;
        }

        return new string(' ', depth * 2);
    }

    private string Title(PesterTest test) => detail == ReportDetail.Detailed ? test.Name : test.FullName;

    private static string Time(TimeSpan time) => time.TotalSeconds < 1
        ? $"{time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)}ms"
        : $"{time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)}s";

    private void WriteLine(ConsoleColor color, string text)
    {
        if (color == Usual)
        {
            ui.WriteLine(text);
        }
        else
        {
            ui.WriteLine(color, ui.RawUI?.BackgroundColor ?? Usual, text);
        }
    }
}
