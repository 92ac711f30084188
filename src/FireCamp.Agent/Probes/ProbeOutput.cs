using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Probes;

/// <summary>
/// Reads a probe's answer: lines <c>key=value</c>, as <see cref="ProbeSpec"/> describes them. Other lines are passed
/// over.
/// </summary>
internal static class ProbeOutput
{
    /// <param name="failure">Why it counts as not ready if the answer itself doesn't say; null when nothing went wrong.</param>
    public static ProbeAnswer Read(IEnumerable<string> lines, string? failure)
    {
        var values = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values.TryAdd(line[..equals].Trim(), line[(equals + 1)..].Trim());
            }
        }

        return Read(values, failure);
    }

    /// <summary>The same of values by key.</summary>
    public static ProbeAnswer Read(IReadOnlyDictionary<string, string> values, string? failure)
    {
        var ready = failure is null && IsTrue(values, "ready");
        var role = values.GetValueOrDefault("role")?.ToLowerInvariant() switch
        {
            "primary" => MemberRole.Primary,
            "replica" => MemberRole.Replica,
            _ => MemberRole.None,
        };
        var caughtUp = values.ContainsKey("caught-up") ? IsTrue(values, "caught-up") : ready;
        var reason = values.GetValueOrDefault("reason") is { Length: > 0 } said ? said : failure ?? (ready ? "" : "not ready yet");
        return new ProbeAnswer(
            ready, role, role == MemberRole.Primary ? ready : caughtUp, reason, Number(values, "lag"), Number(values, "position"));
    }

    private static bool IsTrue(IReadOnlyDictionary<string, string> values, string key)
        => values.GetValueOrDefault(key)?.ToLowerInvariant() is "true" or "1" or "yes";

    private static long? Number(IReadOnlyDictionary<string, string> values, string key)
        => long.TryParse(values.GetValueOrDefault(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
