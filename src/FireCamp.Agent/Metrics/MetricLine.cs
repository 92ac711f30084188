namespace FireCamp.Agent.Metrics;

/// <summary>One line of a member's own metrics.</summary>
internal sealed record MetricLine(string Name, IReadOnlyList<(string Label, string Text)> Labels, double Value);
