namespace FireCamp.Agent.Api;

/// <summary>Leaves signals to the agent: the server stops last, after the members.</summary>
internal sealed class AgentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
