using FireCamp.Agent.Members;
using FireCamp.Agent.Mounts;
using FireCamp.Agent.Node;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Api;

/// <summary>Says which of a running member's files are not as they were written.</summary>
internal static class FilesEndpoint
{
    public static async Task AnswerAsync(HttpContext context, NodeAgent agent)
    {
        var member = MemberRoute.KeyOf(context).Member;
        var running = MemberRoute.RunOf(context, agent).Running ?? throw new MemberNotRunningException(member, agent.Node.Node);

        // In a container the folder has another path than here.
        var data = await agent.Node.Volumes
            .FindAsync(VolumeSpec.NameOf(running.Spec.Cluster, running.Spec.Name, "data"), context.RequestAborted).ConfigureAwait(false)
            ?? throw new MemberNotRunningException(member, agent.Node.Node);
        var changed = new MemberFiles(data.Location, running.Account).FindChanged(running.Spec.Files, running.Resolve);
        await context.Response.WriteAsJsonAsync(new AgentFiles(changed), AgentJson.Default.AgentFiles, cancellationToken: context.RequestAborted)
            .ConfigureAwait(false);
    }
}
