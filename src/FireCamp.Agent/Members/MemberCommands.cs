using FireCamp.Agent.Supervision;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Members;

/// <summary>Runs actions and free commands inside members that run here.</summary>
internal static class MemberCommands
{
    /// <summary>Makes out what to run, before anything starts.</summary>
    /// <exception cref="FireCampException">The member doesn't run here, or the request names nothing that can be run.</exception>
    public static MemberCommand Prepare(MemberTable members, NodeContext node, (string Service, string Member) key, AgentExecRequest request)
    {
        var member = members.Find(key.Service, key.Member)?.Run?.Running ?? throw new MemberNotRunningException(key.Member, node.Node);
        var timeout = TimeSpan.FromSeconds(request.TimeoutSeconds);
        if (request.Action is not { } name)
        {
            return request.Command.Count > 0
                ? new(Launch(member, request.Command, [], request.Environment), request.StandardInput, timeout)
                : throw new FireCampException("CommandMissing", "A command to run is missing.", "Name one of the kind's actions, or give a command.");
        }

        var action = member.Spec.Workload.Actions.GetValueOrDefault(name)
            ?? throw new NotFoundException(
                "Action", name, $"{member.Spec.Kind} has: {string.Join(", ", member.Spec.Workload.Actions.Keys.Order())}.");
        return new(Launch(member, action.Command, action.Environment, request.Environment), request.StandardInput, timeout);
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<CommandEnd> RunAsync(MemberTable members, MemberCommand command, Action<string, string> output, CancellationToken cancel)
        => members.Runner.RunAsync(command.Launch, command.Input, command.Timeout, output, cancel);

    // Only the action's own environment may name secrets: what a caller sends is taken as it is.
    private static LaunchSpec Launch(
        PreparedMember member,
        IReadOnlyList<string> command,
        IEnumerable<KeyValuePair<string, string>> own,
        IReadOnlyDictionary<string, string> added)
    {
        var launch = member.Launch(command, new Dictionary<string, string>(own));
        var environment = new Dictionary<string, string>(launch.Environment);
        foreach (var (name, value) in added)
        {
            environment[name] = value;
        }

        return launch with { Environment = environment };
    }
}
