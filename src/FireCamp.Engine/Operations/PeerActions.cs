using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Runs actions that make a member come or go, in it or in others.</summary>
internal static class PeerActions
{
    /// <summary>
    /// The action has succeeded in each of the members whose kind has it; it knows of the other by <c>PEER</c>, its host and its ordinal. A member
    /// that doesn't run just then is waited for.
    /// </summary>
    /// <exception cref="ActionFailedException">It ended with an error in one of them.</exception>
    public static async Task RunAsync(
        StepContext context, string action, MemberSpec peer, IReadOnlyList<MemberId> members, CancellationToken cancel)
    {
        var environment = new Dictionary<string, string>
        {
            ["PEER"] = peer.Name, ["PEER_HOST"] = peer.Address ?? peer.Host, ["PEER_ORDINAL"] = $"{peer.Ordinal}",
        };
        foreach (var id in members)
        {
            var member = await MemberRecords.FindAsync(context.Ports.Store, id.Service, id.Name, cancel).ConfigureAwait(false);
            if (member?.Workload.Actions.ContainsKey(action) == true)
            {
                context.Report($"{action} {peer.Name} on {id.Name}");
                await RunAsync(context, member, action, environment, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The action has succeeded in the member itself; while it doesn't run it is waited for.</summary>
    /// <exception cref="ActionFailedException">It ended with an error.</exception>
    public static Task RunAsync(StepContext context, string action, MemberSpec member, CancellationToken cancel)
        => RunAsync(context, member, action, new Dictionary<string, string>(), cancel);

    private static async Task RunAsync(
        StepContext context, MemberSpec member, string action, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var result = await MemberWaits
            .UntilDoneAsync(context, member.Id, () => MemberActions.TryAsync(context, member, action, environment, cancel), cancel)
            .ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new ActionFailedException(member, action, result);
        }
    }
}
