using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

internal static class MemberActions
{
    /// <summary>The kind's action has succeeded inside the member.</summary>
    /// <exception cref="FireCampException">It ended with an error; carries its last words.</exception>
    public static async Task RunAsync(StepContext context, MemberSpec member, string action, CancellationToken cancel)
    {
        var spec = member.Workload.Actions[action];
        var result = await context.Ports.Executor
            .ExecuteAsync(member.Service, member.Name, new ExecRequest { Action = action, Timeout = spec.Timeout }, null, cancel)
            .ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new ActionFailedException(member, action, result);
        }
    }
}
