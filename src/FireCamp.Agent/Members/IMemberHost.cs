using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Members;

/// <summary>How members' processes come to be on this node: the one thing in a member's life that differs between platforms.</summary>
internal interface IMemberHost
{
    /// <summary>
    /// The member's place is fit for it, and its process exists there and waits at its gate. Safe to repeat once the last one has ended.
    /// </summary>
    /// <param name="unit">What the process is for; it may have to be waited for as long as that is wanted.</param>
    /// <returns>Null when it is not wanted any more.</returns>
    /// <exception cref="FireCampException">The place can't be made fit, or nothing can be started in it.</exception>
    /// <exception cref="IOException">A file can't be written.</exception>
    Task<StartedMember?> StartAsync(MemberSpec spec, MemberPost post, MemberUnit unit, CancellationToken lost);

    /// <summary>A running member's files are those of the spec; its process is left as it is. Safe to repeat.</summary>
    /// <param name="running">As it was started or refreshed last.</param>
    /// <returns>The member with the spec's probe and actions, and with the environment that these get.</returns>
    /// <exception cref="FireCampException">A secret can't be had, or it doesn't run any more.</exception>
    /// <exception cref="IOException">A file can't be written.</exception>
    Task<PreparedMember> RefreshAsync(PreparedMember running, MemberSpec spec, MemberPost post, CancellationToken lost);

    /// <summary>
    /// What the member had on this node besides its processes and volumes is gone. For after its end, in order or with the lease; safe to
    /// repeat.
    /// </summary>
    Task LeaveAsync(MemberSpec spec, CancellationToken cancel);
}
