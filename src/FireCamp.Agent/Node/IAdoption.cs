using FireCamp.Agent.Leases;

namespace FireCamp.Agent.Node;

/// <summary>Lets an agent take over what an earlier one of its node left running, where that outlives an agent.</summary>
internal interface IAdoption
{
    /// <summary>Where the hold is kept.</summary>
    HoldFile File { get; }

    /// <summary>What runs under claims of this hold is known, and ended with the hold from now on; everything else of members' has ended.</summary>
    Task AdoptAsync(string holder, CancellationToken cancel);

    /// <summary>Nothing of members' runs on the node.</summary>
    Task EndAllAsync(CancellationToken cancel);
}
