using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms;

/// <summary>Starts and stops nodes, on platforms where FireCamp may.</summary>
public interface INodeProvider
{
    /// <summary>The node is up; a repeat changes nothing.</summary>
    Task StartAsync(NodeSpec node, CancellationToken cancel);

    /// <summary>The node doesn't run and none of its members runs there; success when it didn't.</summary>
    Task StopAsync(NodeSpec node, CancellationToken cancel);

    /// <summary>The node is dead, as by a power cut: nobody was told, nothing was put in order.</summary>
    Task CrashAsync(NodeSpec node, CancellationToken cancel);
}
