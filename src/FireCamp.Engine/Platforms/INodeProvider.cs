using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms;

/// <summary>Starts and stops nodes, on platforms where FireCamp may.</summary>
public interface INodeProvider
{
    /// <summary>Whether nodes are FireCamp's own. Else they are machines that go on without it, and only their part in the cluster is.</summary>
    bool OwnsNodes => true;

    /// <summary>The node is up; a repeat changes nothing.</summary>
    Task StartAsync(NodeSpec node, CancellationToken cancel);

    /// <summary>The node doesn't run and none of its members runs there; success when it didn't.</summary>
    Task StopAsync(NodeSpec node, CancellationToken cancel);

    /// <summary>The node is dead, as by a power cut: nobody was told, nothing was put in order.</summary>
    Task CrashAsync(NodeSpec node, CancellationToken cancel);
}
