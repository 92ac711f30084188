using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>Runs actions in members that are about another one, which comes or goes.</summary>
internal static class PeerActions
{
    /// <summary>The action has succeeded in each of the members whose kind has it; it knows of the other by <c>PEER</c>, its host and its ordinal.</summary>
    /// <exception cref="ActionFailedException">It ended with an error in one of them.</exception>
    public static async Task RunAsync(
        StepContext context, string action, MemberSpec peer, IReadOnlyList<MemberId> members, CancellationToken cancel)
    {
        foreach (var id in members)
        {
            var member = await MemberRecords.FindAsync(context.Ports.Store, id.Service, id.Name, cancel).ConfigureAwait(false);
            if (member?.Workload.Actions.TryGetValue(action, out var spec) == true)
            {
                context.Report($"{action} {peer.Name} on {id.Name}");
                var request = new ExecRequest { Action = action, Environment = Environment(peer), Timeout = spec.Timeout };
                var result = await context.Ports.Executor.ExecuteAsync(id.Service, id.Name, request, null, cancel).ConfigureAwait(false);
                if (result.ExitCode != 0)
                {
                    throw new ActionFailedException(member, action, result);
                }
            }
        }
    }

    private static Dictionary<string, string> Environment(MemberSpec peer) => new()
    {
        ["PEER"] = peer.Name,
        ["PEER_HOST"] = peer.Address ?? peer.Host,
        ["PEER_ORDINAL"] = $"{peer.Ordinal}",
    };
}
