namespace FireCamp.MiniPester.Model;

/// <summary>How a test ended.</summary>
public enum TestOutcome
{
    NotRun,
    Passed,
    Failed,
    Skipped,
}
