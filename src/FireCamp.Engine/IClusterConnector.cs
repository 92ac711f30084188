using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Puts a platform's adapters together for a cluster, and makes and deletes what lies outside the cluster's store.</summary>
internal interface IClusterConnector
{
    /// <summary>The platform's well-known name.</summary>
    string Platform { get; }

    /// <summary>Names of this home's clusters of the platform, in order.</summary>
    IReadOnlyList<string> List();

    /// <summary>Whether this home has such a cluster, however its name is written.</summary>
    bool Has(string cluster);

    /// <summary>What this home keeps for the cluster.</summary>
    string FolderOf(string cluster);

    /// <summary>A plan for a new cluster; takes and changes nothing.</summary>
    /// <exception cref="InvalidInputException">Something in the request is wrong or missing on the platform; carries every mistake.</exception>
    Task<CreateClusterPlan> PlanAsync(CreateClusterRequest request, CancellationToken cancel);

    /// <summary>What the plan's operation is to run in is there: an empty store and what opens it. What is there already stays.</summary>
    Task PrepareAsync(CreateClusterPlan plan, CancellationToken cancel);

    /// <exception cref="FireCampException">The store can't be used.</exception>
    Task<ClusterConnection> ConnectAsync(string cluster, CancellationToken cancel);

    /// <summary>What is right and wrong with the cluster; nothing is different afterwards.</summary>
    /// <param name="connection">Null when none can be had: then only what needs none is looked at.</param>
    Task<IReadOnlyList<ClusterCheck>> CheckAsync(string cluster, ClusterConnection? connection, CancellationToken cancel);

    /// <summary>The request with all that this home has to know of an existing cluster; the cluster was reached, and nothing was written.</summary>
    /// <exception cref="InvalidInputException">Something is wrong or missing, or the cluster can't be reached; carries every mistake.</exception>
    Task<ConnectClusterRequest> FindAsync(ConnectClusterRequest request, CancellationToken cancel);

    /// <summary>This home knows the cluster; what it knew before is replaced.</summary>
    void Know(ConnectClusterRequest found);

    /// <summary>This home doesn't know the cluster any more, and the cluster is as it was.</summary>
    /// <exception cref="FireCampException"><c>NotOnThisPlatform</c>: the cluster is nowhere else.</exception>
    void Forget(string cluster);

    /// <summary>Nothing of the cluster is left here and in its store; success when nothing was.</summary>
    Task DeleteAsync(string cluster, CancellationToken cancel);
}
