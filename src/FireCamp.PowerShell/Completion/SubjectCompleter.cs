using FireCamp.Engine.Planning;

namespace FireCamp.PowerShell.Completion;

/// <summary>Completes what events can be about: services, nodes and the cluster.</summary>
public sealed class SubjectCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var services = await cluster.ListServicesAsync(cancel);
        var nodes = await cluster.ListNodesAsync(cancel);
        return services.Select(s => Subjects.Service(s.Name))
            .Concat(nodes.Select(n => Subjects.Node(n.Name)))
            .Append(Subjects.Cluster(cluster.Name))
            .Select(s => new Suggestion(s));
    }
}
