using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Makes all checks of a cluster at once, each whatever the others find.</summary>
public static class ClusterChecks
{
    /// <summary>What they found, in the checks' order.</summary>
    public static async Task<IReadOnlyList<ClusterCheck>> RunAsync(
        string cluster, IReadOnlyList<IClusterCheck> checks, CancellationToken cancel)
        => [.. (await Task.WhenAll(checks.Select(c => RunAsync(cluster, c, cancel))).ConfigureAwait(false)).SelectMany(f => f)];

    private static async Task<IReadOnlyList<ClusterCheck>> RunAsync(string cluster, IClusterCheck check, CancellationToken cancel)
    {
        IReadOnlyList<Finding> findings;
        try
        {
            findings = await check.RunAsync(cancel).ConfigureAwait(false);
        }
        catch (FireCampException e)
        {
            findings = [Finding.Failed(e.Target ?? check.Target, e.Message, e.NextStep)];
        }

        return [.. findings.Select(f => new ClusterCheck(cluster, check.Name, f.Target, f.Outcome, f.Message, f.NextStep))];
    }
}
