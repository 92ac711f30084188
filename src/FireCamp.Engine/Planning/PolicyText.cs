using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Says for people what a service asks of disruptive operations.</summary>
public static class PolicyText
{
    /// <summary>A line for each thing that it asks; none where it asks nothing.</summary>
    public static IEnumerable<string> Lines(ServicePolicy? policy) =>
    [
        .. policy is { Windows: { Count: > 0 } windows } ? [$"Disruptive operations begin within: {string.Join("; ", windows)}"] : (string[])[],
        .. policy is { RequireApproval: true } ? ["Disruptive operations need an approval"] : (string[])[],
    ];
}
