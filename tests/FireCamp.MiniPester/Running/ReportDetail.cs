namespace FireCamp.MiniPester.Running;

/// <summary>How much the report shows; Pester's names.</summary>
public enum ReportDetail
{
    None,

    /// <summary>Failures, skips and the numbers.</summary>
    Normal,

    /// <summary>A line for each test.</summary>
    Detailed,

    /// <summary>The same as Detailed.</summary>
    Diagnostic,
}
