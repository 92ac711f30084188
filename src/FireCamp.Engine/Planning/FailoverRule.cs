using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>What a service may ask of the agents for when its primary is gone.</summary>
internal static class FailoverRule
{
    /// <summary>Members come back elsewhere within seconds; to promote before that would lose for nothing.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    /// <summary>The service as it is asked for: off is no time, and then there is no limit either.</summary>
    /// <param name="after">Null leaves it; zero turns it off.</param>
    /// <param name="maxLag">Null leaves it.</param>
    /// <param name="mistakes">Gets what is wrong with it; then the result means nothing.</param>
    public static ServiceSpec Apply(
        ServiceSpec service, TimeSpan? after, ByteSize? maxLag, ServiceDefinition definition, PlanningState state, List<Mistake> mistakes)
    {
        var time = after == TimeSpan.Zero ? null : after ?? service.FailoverAfter;
        if (after is { } asked && asked != TimeSpan.Zero)
        {
            mistakes.AddRange(Check(asked, definition, state));
        }

        if (maxLag is not null && time is null)
        {
            mistakes.Add(new Mistake("FailoverMaxLag", "it limits what FailoverAfter may lose, and that is off: give both."));
        }

        return service with { FailoverAfter = time, FailoverMaxLag = time is null ? null : maxLag ?? service.FailoverMaxLag };
    }

    private static IEnumerable<Mistake> Check(TimeSpan after, ServiceDefinition definition, PlanningState state)
    {
        if (after < Least)
        {
            yield return new Mistake("FailoverAfter",
                $"{Duration.Format(after)} is less than {Duration.Format(Least)}, within which a primary comes back elsewhere; 0 turns it off.");
        }

        if (!definition.Groups.Any(g => g.ManagedPrimary))
        {
            yield return new Mistake("FailoverAfter", $"members of a {definition.Kind} service see to their primary themselves.");
        }

        if (!state.AgentsPromote)
        {
            yield return new Mistake("FailoverAfter", $"the agents of cluster '{state.Cluster.Name}' can't promote by themselves.");
        }
    }
}
