using FireCamp.Agent.Metrics;

namespace FireCamp.Agent.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void ToString_HasHelpTypeAndEscapedLabels()
        => Assert.Equal(
            "# HELP a_total What it is.\n# TYPE a_total counter\na_total{x=\"q\\\"uo\\\\te\\n\",y=\"2\"} 1.5\n",
            new MetricsText().Metric("a_total", "counter", "What it is.").Value("a_total", 1.5, ("x", "q\"uo\\te\n"), ("y", "2")).ToString());

    [Theory]
    [InlineData("up 1", "up", 1)]
    [InlineData("lag_bytes{db=\"x\"}  12.5", "lag_bytes", 12.5)]
    public void Read_OfAMetricLine_TakesNameLabelsAndValue(string line, string name, double value)
    {
        var read = MemberMetrics.Read(line)!;
        Assert.Equal((name, value), (read.Name, read.Value));
    }

    [Theory]
    [InlineData("# HELP up x")]
    [InlineData("up one")]
    [InlineData("")]
    public void Read_OfAnythingElse_IsNothing(string line) => Assert.Null(MemberMetrics.Read(line));
}
