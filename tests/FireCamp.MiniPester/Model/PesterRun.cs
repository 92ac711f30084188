using System.Management.Automation;

namespace FireCamp.MiniPester.Model;

/// <summary>What Invoke-Pester -PassThru returns.</summary>
public sealed class PesterRun
{
    private readonly List<PesterTest> tests = [];

    public IReadOnlyList<PesterTest> Tests => tests;

    /// <summary>What failed outside every test: a file that doesn't load, or an AfterAll.</summary>
    public List<ErrorRecord> OtherFailures { get; } = [];

    public IEnumerable<PesterTest> Passed => With(TestOutcome.Passed);

    public IEnumerable<PesterTest> Failed => With(TestOutcome.Failed);

    public IEnumerable<PesterTest> Skipped => With(TestOutcome.Skipped);

    public int PassedCount => Passed.Count();

    public int FailedCount => Failed.Count() + OtherFailures.Count;

    public int SkippedCount => Skipped.Count();

    public int NotRunCount => With(TestOutcome.NotRun).Count();

    public int TotalCount => tests.Count;

    public TimeSpan Duration { get; set; }

    public string Result => FailedCount > 0 ? "Failed" : "Passed";

    internal void Add(PesterTest test) => tests.Add(test);

    private IEnumerable<PesterTest> With(TestOutcome outcome) => tests.Where(test => test.Result == outcome);
}
