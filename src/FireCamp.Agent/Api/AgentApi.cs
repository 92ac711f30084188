using System.Text.Json;
using FireCamp.Agent.Node;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Api;

/// <summary>What the agent answers on its socket; paths and bodies are those of <see cref="AgentPaths"/>.</summary>
internal static class AgentApi
{
    public static void Map(WebApplication app, NodeAgent agent, ILogReader logs)
    {
        app.MapGet(AgentPaths.Health, c => HealthAsync(c, agent));
        app.MapPost(AgentPaths.Pledges, c => Guard(c, () => PledgeEndpoint.AnswerAsync(c, agent)));
        app.MapPost(AgentPaths.ExecTemplate, c => Guard(c, () => ExecEndpoint.AnswerAsync(c, agent)));
        app.MapGet(AgentPaths.FilesTemplate, c => Guard(c, () => FilesEndpoint.AnswerAsync(c, agent)));
        app.MapPost(AgentPaths.LookTemplate, c => Guard(c, () => RunEndpoint.AnswerAsync(c, agent, (run, cancel) => run.LookAsync(cancel))));
        app.MapPost(AgentPaths.RefreshTemplate, c => Guard(c, () => RunEndpoint.AnswerAsync(c, agent, (run, cancel) => run.RefreshAsync(cancel))));
        app.MapGet(AgentPaths.LogsTemplate, c => Guard(c, () => LogsEndpoint.AnswerAsync(c, logs)));
        app.MapGet(AgentPaths.StorageTemplate, c => Guard(c, () => StorageEndpoint.AnswerAsync(c, agent)));
        app.MapGet(AgentPaths.Images, c => ImagesAsync(c, agent));
        app.MapGet(AgentPaths.Metrics, c => Guard(c, () => MetricsEndpoint.AnswerAsync(c, agent)));
        app.MapPost(AgentPaths.Stop, c =>
        {
            c.Response.StatusCode = StatusCodes.Status202Accepted;
            agent.Node.Log.Write("Asked to stop.");
            agent.Stop();
            return Task.CompletedTask;
        });
    }

    private static Task HealthAsync(HttpContext context, NodeAgent agent)
    {
        var version = typeof(AgentApi).Assembly.GetName().Version?.ToString(3) ?? "";
        var program = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var health = new AgentHealth(
            agent.Node.Node, agent.Session?.Hold.Holder ?? "", Environment.ProcessId, version, program,
            agent.Node.Listener?.Identities.Current.Certificate.NotAfter.ToUniversalTime());
        return context.Response.WriteAsJsonAsync(health, AgentJson.Default.AgentHealth, cancellationToken: context.RequestAborted);
    }

    private static Task ImagesAsync(HttpContext context, NodeAgent agent)
        => context.Response.WriteAsJsonAsync(
            agent.Node.Images?.List() ?? [], AgentJson.Default.IReadOnlyListAgentImage, cancellationToken: context.RequestAborted);

    private static async Task Guard(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted && e is FireCampException or BadHttpRequestException or JsonException)
        {
            context.Response.StatusCode = e is NotFoundException ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict;
            await context.Response.WriteAsJsonAsync(ErrorOf(e), AgentJson.Default.AgentError, cancellationToken: context.RequestAborted)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The caller has gone; there is nobody to tell.
        }
    }

    private static AgentError ErrorOf(Exception e) => e is FireCampException known
        ? new(known.ErrorId, known.Message, known.NextStep, known.IsTemporary)
        : new("RequestInvalid", $"The agent does not understand the request: {e.Message}", "Use an engine of the agent's version.");
}
