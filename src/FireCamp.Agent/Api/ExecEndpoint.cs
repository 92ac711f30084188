using System.Text.Json;
using System.Threading.Channels;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Api;

/// <summary>Runs a command in a member and streams what it writes; a caller that goes away ends the command.</summary>
internal static class ExecEndpoint
{
    public static async Task AnswerAsync(HttpContext context, NodeAgent agent)
    {
        var request = await context.Request.ReadFromJsonAsync(AgentJson.Default.AgentExecRequest, context.RequestAborted).ConfigureAwait(false)
            ?? throw new BadHttpRequestException("The body is empty.");
        var key = MemberRoute.KeyOf(context);
        var members = agent.Session?.Members ?? throw new MemberNotRunningException(key.Member, agent.Node.Node);
        var command = MemberCommands.Prepare(members, agent.Node, key, request);
        context.Response.ContentType = AgentPaths.NdJson;

        // The answer begins before the command writes anything: the caller counts the time until then.
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        var events = Channel.CreateUnbounded<AgentExecEvent>();
        var running = RunAsync(members, command, events.Writer, context.RequestAborted);
        await foreach (var line in events.Reader.ReadAllAsync(context.RequestAborted).ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, line, AgentJson.Default.AgentExecEvent, context.RequestAborted)
                .ConfigureAwait(false);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted).ConfigureAwait(false);
            if (events.Reader.Count == 0)
            {
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }

        await running.ConfigureAwait(false);
    }

    private static async Task RunAsync(
        MemberTable members, MemberCommand command, ChannelWriter<AgentExecEvent> events, CancellationToken cancel)
    {
        try
        {
            var end = await MemberCommands
                .RunAsync(members, command, (stream, line) => events.TryWrite(AgentExecEvent.Output(stream, line)), cancel)
                .ConfigureAwait(false);
            events.TryWrite(AgentExecEvent.Exit(end.ExitCode, end.TimedOut));
        }
        catch (FireCampException e)
        {
            events.TryWrite(AgentExecEvent.Failure(e.ErrorId, e.Message, e.NextStep));
        }
        catch (OperationCanceledException)
        {
            // The command was killed because nobody reads its output any more.
        }
        finally
        {
            events.TryComplete();
        }
    }
}
