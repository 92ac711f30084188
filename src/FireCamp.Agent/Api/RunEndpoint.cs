using FireCamp.Agent.Members;
using FireCamp.Agent.Node;

namespace FireCamp.Agent.Api;

/// <summary>Does something about a member's run, and answers once it is done.</summary>
internal static class RunEndpoint
{
    public static async Task AnswerAsync(HttpContext context, NodeAgent agent, Func<MemberRun, CancellationToken, Task> act)
    {
        var run = MemberRoute.RunOf(context, agent);
        try
        {
            await act(run, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new MemberNotRunningException(MemberRoute.KeyOf(context).Member, agent.Node.Node);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
