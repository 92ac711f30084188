using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Members;

/// <summary>Runs members as the agent's own children, which die with it: the Local platform.</summary>
internal sealed class ChildHost(MemberPreparer preparer, Launcher launcher) : IMemberHost
{
    public async Task<StartedMember?> StartAsync(MemberSpec spec, MemberPost post, MemberUnit unit, CancellationToken lost)
    {
        var member = await preparer.PrepareAsync(spec, post.Claim.Epoch, lost).ConfigureAwait(false);
        await post.Evictor.EvictAsync(lost).ConfigureAwait(false);
        var child = await launcher.StartAsync(member.Launch(spec.Workload.Command)).ConfigureAwait(false);
        post.Evictor.MarkUsed(spec);
        return new StartedMember(member, child);
    }

    public Task<PreparedMember> RefreshAsync(PreparedMember running, MemberSpec spec, MemberPost post, CancellationToken lost)
        => preparer.PrepareAsync(spec, post.Claim.Epoch, lost);

    public Task LeaveAsync(MemberSpec spec, CancellationToken cancel) => Task.CompletedTask;
}
