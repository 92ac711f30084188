using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>The platforms that this engine has.</summary>
internal sealed class ClusterConnectors(IReadOnlyList<IClusterConnector> all)
{
    public IReadOnlyList<IClusterConnector> All => all;

    /// <summary>Who has the cluster in this home; null when nobody has.</summary>
    public IClusterConnector? Find(string cluster) => all.FirstOrDefault(c => c.Has(cluster));

    /// <summary>The platform of a plan that was made here.</summary>
    public IClusterConnector Named(string platform)
        => all.First(c => c.Platform.Equals(platform, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="InvalidInputException">It is no platform; carries the request's other mistakes too.</exception>
    public IClusterConnector OfPlatform(CreateClusterRequest request)
    {
        if (all.FirstOrDefault(c => c.Platform.Equals(request.Platform, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        var mistake = new Mistake(
            "Platform", $"'{request.Platform}' is no platform that this version has: {string.Join(", ", all.Select(c => c.Platform))}.");
        throw new InvalidInputException("ClusterInvalid", $"Cluster '{request.Name}'", [.. ClusterPlanner.MistakesIn(request), mistake]);
    }
}
