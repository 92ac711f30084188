using System.Diagnostics;
using System.Management.Automation;
using FireCamp.MiniPester.Model;
using FireCamp.MiniPester.Running;

namespace FireCamp.MiniPester.Commands;

/// <summary>Finds the tests in files and folders and runs them.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Pester")]
[OutputType(typeof(PesterRun))]
public sealed class InvokePesterCommand : PSCmdlet
{
    private const string TestFiles = "*.Tests.ps1";

    [Parameter(Position = 0)]
    public string[] Path { get; set; } = ["."];

    [Parameter]
    public ReportDetail Output { get; set; } = ReportDetail.Normal;

    [Parameter]
    [Alias("Tag")]
    public string[] TagFilter { get; set; } = [];

    [Parameter]
    [Alias("ExcludeTag")]
    public string[] ExcludeTagFilter { get; set; } = [];

    [Parameter]
    [Alias("Name")]
    public string[] FullNameFilter { get; set; } = [];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes the session's exit code the number of failures; 1 when there was no test at all.</summary>
    [Parameter]
    public SwitchParameter CI { get; set; }

    protected override void EndProcessing()
    {
        var started = Stopwatch.GetTimestamp();
        var run = new PesterRun();
        var report = new TestReport(Host.UI, Output == ReportDetail.Diagnostic ? ReportDetail.Detailed : Output);
        var filter = new TestFilter(TagFilter, ExcludeTagFilter, FullNameFilter);
        var runner = new TestRunner(this, run, report);
        var discovery = new Discovery(this);
        var files = Files().Select(discovery.Read).ToList();
        foreach (var file in files)
        {
            Choose(file, filter, run);
            if (file.Failure is { } failure)
            {
                run.OtherFailures.Add(failure);
                report.WriteFailure(file.Name, failure, file);
            }
            else
            {
                runner.Run(file);
            }
        }

        run.Duration = Stopwatch.GetElapsedTime(started);
        report.Finish(run);
        Conclude(run);
    }

    private IEnumerable<string> Files() => Path
        .SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _))
        .SelectMany<string, string>(path => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, TestFiles, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [path]);

    private static bool Choose(PesterBlock block, TestFilter filter, PesterRun run)
    {
        foreach (var child in block.Children)
        {
            if (child is PesterBlock inner)
            {
                block.HasWork |= Choose(inner, filter, run);
            }
            else if (child is PesterTest test && filter.Selects(test))
            {
                run.Add(test);
                block.HasWork = true;
            }
        }

        return block.HasWork;
    }

    private void Conclude(PesterRun run)
    {
        if (PassThru)
        {
            WriteObject(run);
        }

        if (CI)
        {
            var code = run.TotalCount == 0 && run.FailedCount == 0 ? 1 : run.FailedCount;
            SessionState.PSVariable.Set("global:LASTEXITCODE", code);
            if (code > 0)
            {
                Host.SetShouldExit(Math.Min(code, byte.MaxValue));
            }
        }
    }
}
