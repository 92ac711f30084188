using System.Globalization;
using System.Text;

namespace FireCamp.Agent.Metrics;

/// <summary>Writes metrics in Prometheus' text format. Lines of one metric have to be added together.</summary>
internal sealed class MetricsText
{
    private readonly StringBuilder text = new();

    /// <summary>Begins a metric.</summary>
    /// <param name="type"><c>gauge</c> or <c>counter</c>.</param>
    public MetricsText Metric(string name, string type, string help)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        return this;
    }

    /// <summary>Adds a value with its labels.</summary>
    public MetricsText Value(string name, double value, params ReadOnlySpan<(string Label, string Text)> labels)
    {
        text.Append(name).Append('{');
        foreach (var (label, content) in labels)
        {
            text.Append(text[^1] == '{' ? "" : ",").Append(label).Append("=\"").Append(Escape(content)).Append('"');
        }

        text.Append(CultureInfo.InvariantCulture, $"}} {value}\n");
        return this;
    }

    public override string ToString() => text.ToString();

    private static string Escape(string label)
        => label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
