using System.Globalization;
using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>Looks whether the agent can be put on machines; changes nothing there.</summary>
internal sealed class NodeCheck(string cluster, SwarmSettings settings, AgentInstallRequest request, AgentProgram program, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // A certificate that is issued now is valid from five minutes ago on.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(4);

    private readonly RemoteShell shell = new(request.RemoteShell);

    /// <summary>What was found, and all that is wrong.</summary>
    /// <param name="token">What lies on the shared storage for the machine to see.</param>
    public async Task<(NodeFacts? Facts, IReadOnlyList<Mistake> Mistakes)> LookAsync(
        Machine node, string host, string token, CancellationToken cancel)
    {
        var script = Encoding.UTF8.GetBytes(Script(node, token));
        try
        {
            var result = await shell.RunAsync(host, ["sh", "-s"], (s, c) => s.WriteAsync(script, c).AsTask(), Limit, cancel).ConfigureAwait(false);
            return Read(node.Name, host, result, time.GetUtcNow());
        }
        catch (FireCampException e)
        {
            return (null, [new Mistake(node.Name, e.Message)]);
        }
    }

    /// <summary>Reads what a machine answered.</summary>
    internal static (NodeFacts? Facts, IReadOnlyList<Mistake> Mistakes) Read(string node, string host, RemoteResult result, DateTimeOffset now)
    {
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (!lines.Contains("firecamp-check 1") || !lines.Contains("end"))
        {
            return (null, [new Mistake(node, $"no command can be run there as '{host}': {result.Words}.")]);
        }

        List<Mistake> mistakes = [.. All("fault").Select(f => new Mistake(node, $"{f}."))];
        if (long.TryParse(All("clock").FirstOrDefault(), CultureInfo.InvariantCulture, out var seconds)
            && (DateTimeOffset.FromUnixTimeSeconds(seconds) - now).Duration() is var apart && apart > ClocksApart)
        {
            mistakes.Add(new Mistake(node,
                $"its clock and this machine's are {apart.TotalMinutes:0} minutes apart; certificates would not be valid there."));
        }

        return (new NodeFacts(All("installed").FirstOrDefault(), All("has").Any()), mistakes);

        IEnumerable<string> All(string name)
            => lines.Where(l => l == name || l.StartsWith($"{name} ", StringComparison.Ordinal)).Select(l => l[name.Length..].Trim());
    }

    private string Script(Machine node, string token)
    {
        (string Name, string Value)[] variables =
        [
            ("node", node.Name), ("cluster", cluster), ("version", program.Version), ("machine", AgentProgram.Machine), ("token", token),
            ("storage", settings.SharedStorage), ("started", request.StartCommand ?? ""),
            ("container", request.InContainer ? "yes" : ""),
            ("needed", AgentProgram.Megabytes.ToString(CultureInfo.InvariantCulture)),
        ];
        return string.Concat(variables.Select(v => $"{v.Name}={AgentBundle.Quoted(v.Value)}\n")) + AgentBundle.Script("check.sh");
    }
}
