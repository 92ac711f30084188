using FireCamp.Agent.Node;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent.Api;

/// <summary>Answers engines that ask whether the shared storage is the same here as with them.</summary>
internal static class StorageEndpoint
{
    private const int TokenLength = 32;

    public static Task AnswerAsync(HttpContext context, NodeAgent agent)
    {
        var folder = agent.Node.SharedStorage
            ?? throw new NotFoundException("SharedStorage", agent.Node.Node, "This node's volumes are its machine's own.");
        var token = (string)context.Request.RouteValues["token"]!;
        if (token.Length != TokenLength || !token.All(char.IsAsciiHexDigitLower))
        {
            throw new BadHttpRequestException("That is no token of a storage check.");
        }

        var answer = new AgentStorage(SharedStorageCheck.SeesToken(folder, token), SharedStorageCheck.Look(folder).Free.Bytes);
        return context.Response.WriteAsJsonAsync(answer, AgentJson.Default.AgentStorage, cancellationToken: context.RequestAborted);
    }
}
