using FireCamp.Agent.Node;
using FireCamp.Engine.Clients.Agent;

namespace FireCamp.Agent.Api;

/// <summary>Answers agents that can't reach the store and ask not to be replaced for a while.</summary>
internal static class PledgeEndpoint
{
    public static async Task AnswerAsync(HttpContext context, NodeAgent agent)
    {
        var request = await context.Request.ReadFromJsonAsync(AgentJson.Default.PledgeRequest, context.RequestAborted).ConfigureAwait(false)
            ?? throw new BadHttpRequestException("The body is empty.");
        var answer = Answer(agent, request);
        await context.Response.WriteAsJsonAsync(answer, AgentJson.Default.PledgeResponse, cancellationToken: context.RequestAborted)
            .ConfigureAwait(false);
    }

    private static PledgeResponse Answer(NodeAgent agent, PledgeRequest request)
    {
        var duration = TimeSpan.FromSeconds(request.DurationSeconds);
        if (duration <= TimeSpan.Zero || duration > TimeSpan.FromMinutes(1))
        {
            return new(false, $"A pledge lasts up to a minute, not {duration.TotalSeconds:0.#} s.");
        }

        // One whose lease has run out here may have been replaced already. A pledge that stands counts as its lease.
        var (leases, pledges) = (agent.Parts.Leases, agent.Parts.Pledges);
        if (pledges.RemainingOf(request.Node) == TimeSpan.Zero && leases.RemainingOf(request.Node, duration) == TimeSpan.Zero)
        {
            return new(false, $"The lease of {request.Node} has run out.");
        }

        pledges.Give(request.Node, duration);
        return new(true, "");
    }
}
