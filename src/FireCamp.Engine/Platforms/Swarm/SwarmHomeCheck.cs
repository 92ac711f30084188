using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Whether what this home keeps of a cluster still holds: addresses that can be read, files that are there.</summary>
public sealed class SwarmHomeCheck(SwarmSettings settings, string file, TimeProvider time) : IClusterCheck
{
    public string Name => "Settings";

    public string Target => file;

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var mistakes = SwarmSettingsCheck.MistakesIn(settings, time);
        return Task.FromResult<IReadOnlyList<Finding>>(mistakes.Count == 0
            ? [Finding.Passed(file, "What this machine knows of the cluster can be used.")]
            : [.. mistakes.Select(m => Finding.Failed(m.Where, m.Message, $"Correct it with Connect-FireCampCluster, or in '{file}'."))]);
    }
}
