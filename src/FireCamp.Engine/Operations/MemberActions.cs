using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

internal static class MemberActions
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    /// <summary>The kind's action has succeeded inside the member.</summary>
    /// <exception cref="FireCampException">It ended with an error; carries its last words.</exception>
    public static async Task RunAsync(StepContext context, MemberSpec member, string action, CancellationToken cancel)
    {
        var result = await TryAsync(context, member, action, NoEnvironment, cancel).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new ActionFailedException(member, action, result);
        }
    }

    /// <summary>The kind's action has succeeded inside the member, which tells that its server takes what its files say.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="ChangeRefusedException">It ended with an error, with the server's words.</exception>
    /// <exception cref="ActionFailedException">It took too long, which says nothing of the change.</exception>
    public static async Task<string> AcceptAsync(StepContext context, MemberSpec member, string action, CancellationToken cancel)
    {
        var result = await TryAsync(context, member, action, NoEnvironment, cancel).ConfigureAwait(false);
        return result switch
        {
            { ExitCode: 0 } => result.Output,
            { TimedOut: true } => throw new ActionFailedException(member, action, result),
            _ => throw new ChangeRefusedException(member.Name, ActionFailedException.LastWords(result)),
        };
    }

    /// <summary>The kind's action was run inside the member, with these variables besides its own.</summary>
    /// <returns>How it ended.</returns>
    public static Task<ExecResult> TryAsync(
        StepContext context, MemberSpec member, string action, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
        => context.Ports.Executor.ExecuteAsync(
            member.Service, member.Name,
            new ExecRequest { Action = action, Environment = environment, Timeout = member.Workload.Actions[action].Timeout }, null, cancel);
}
