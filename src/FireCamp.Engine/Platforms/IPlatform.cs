using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms;

/// <summary>A container orchestrator, as far as FireCamp needs one: it runs one unit for each member and decides where.</summary>
public interface IPlatform
{
    string Name { get; }

    /// <summary>The cluster's nodes as they are seen now, in the cluster's order.</summary>
    Task<IReadOnlyList<NodeStatus>> ListNodesAsync(CancellationToken cancel);

    /// <summary>Whether a member runs only in its own zone; otherwise a node of another will do when no node of its own can take it.</summary>
    bool KeepsZones => false;

    /// <summary>Whether agents promote a replica by themselves, without an engine, where a service asks them to.</summary>
    bool AgentsPromote => false;

    /// <summary>The path at which the member's own processes see a volume: the mount point in a container, a folder on Local.</summary>
    string PathOf(VolumeSpec volume);

    /// <summary>
    /// The path at which the member's own processes see the folder for their sockets, <c>run</c> in the data volume; short
    /// enough for a socket's name to fit behind it.
    /// </summary>
    string RunPathOf(VolumeSpec data) => $"{PathOf(data)}/run";

    /// <summary>
    /// What is wrong with running these members here: a port that is taken, a program that can't be had. Changes
    /// nothing.
    /// </summary>
    Task<IReadOnlyList<Mistake>> CheckAsync(IReadOnlyList<MemberSpec> members, CancellationToken cancel);

    /// <summary>The software can be started on every node: image known, packages there. A repeat is quick.</summary>
    Task EnsureSoftwareAsync(Software software, IProgress<string> progress, CancellationToken cancel);

    /// <summary>The member's unit exists and is meant to run, with a process not older than <paramref name="runToken"/>.</summary>
    /// <remarks>
    /// Returns without waiting for the member. A token other than the unit's restarts the process once; the same one again is a
    /// repeat. The member's spec is read by its node's agent from the metadata store.
    /// </remarks>
    Task EnsureMemberAsync(MemberSpec member, string runToken, CancellationToken cancel);

    /// <summary>
    /// A member that is meant to run and is placed on node <paramref name="from"/>, which takes no members, is to run on another one, with a
    /// process under <paramref name="runToken"/>. Returns without waiting; a member that is placed elsewhere is left alone.
    /// </summary>
    Task MoveMemberAsync(MemberSpec member, string from, string runToken, CancellationToken cancel);

    /// <summary>The member's unit is meant not to run. Returns without waiting; an absent unit is success.</summary>
    Task StopMemberAsync(string service, string member, CancellationToken cancel);

    /// <summary>The unit is gone and nothing of it runs. An absent unit is success.</summary>
    Task RemoveMemberAsync(string service, string member, CancellationToken cancel);

    /// <summary>The units of a service's members, or of all services when null, as the platform sees them.</summary>
    Task<IReadOnlyList<UnitStatus>> ObserveAsync(string? service, CancellationToken cancel);
}
