namespace FireCamp.Engine.Platforms;

/// <summary>Tells a platform that places members itself of nodes whose leases have run out, long before it would notice.</summary>
public interface ILostNodes
{
    /// <summary>
    /// The platform starts the members that it has on the node elsewhere at once, without waiting for the node, and puts no other
    /// there. Where a member can run nowhere else, what runs on the node is left. A repeat changes nothing.
    /// </summary>
    /// <returns>The members that this call had moved.</returns>
    Task<IReadOnlyList<LostMember>> EmptyAsync(string node, CancellationToken cancel);

    /// <summary>
    /// The node takes members again, if it was emptied here; none moves back for that, and those that are just being started elsewhere are
    /// waited for. A repeat changes nothing.
    /// </summary>
    /// <returns>Whether this call changed anything.</returns>
    Task<bool> LetBackAsync(string node, CancellationToken cancel);
}
