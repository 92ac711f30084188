using FireCamp.Agent.Metrics;
using FireCamp.Agent.Node;

namespace FireCamp.Agent.Api;

/// <summary>Answers a Prometheus scrape.</summary>
internal static class MetricsEndpoint
{
    public static async Task AnswerAsync(HttpContext context, NodeAgent agent)
    {
        var text = await new AgentMetrics(agent).CollectAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }
}
