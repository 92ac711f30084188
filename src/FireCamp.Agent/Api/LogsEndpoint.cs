using System.Globalization;
using System.Text.Json;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Logs;

namespace FireCamp.Agent.Api;

/// <summary>Streams a member's log lines, as far as this node can read them.</summary>
internal static class LogsEndpoint
{
    public static async Task AnswerAsync(HttpContext context, ILogReader logs)
    {
        var query = context.Request.Query;
        var member = (string)context.Request.RouteValues["member"]!;
        var request = new LogQuery([member], Tail(query["tail"]), Since(query["since"]), query["follow"] == "true");
        context.Response.ContentType = AgentPaths.NdJson;
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        await foreach (var line in logs.ReadAsync(request, context.RequestAborted).ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, line, AgentJson.Default.LogLine, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted).ConfigureAwait(false);
            if (request.Follow)
            {
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }
    }

    private static int? Tail(string? text)
        => text is null ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines
            : throw new BadHttpRequestException($"'{text}' is no number of lines.");

    private static DateTimeOffset? Since(string? text)
        => text is null ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var since) ? since
            : throw new BadHttpRequestException($"'{text}' is no time.");
}
