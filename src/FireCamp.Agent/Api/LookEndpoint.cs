using FireCamp.Agent.Members;
using FireCamp.Agent.Node;

namespace FireCamp.Agent.Api;

/// <summary>Looks at a member anew, and answers once the store holds what was seen.</summary>
internal static class LookEndpoint
{
    public static async Task AnswerAsync(HttpContext context, NodeAgent agent)
    {
        var run = MemberRoute.RunOf(context, agent);
        try
        {
            await run.LookAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new MemberNotRunningException(MemberRoute.KeyOf(context).Member, agent.Node.Node);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
