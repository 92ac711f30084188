namespace FireCamp.Engine.Network;

/// <summary>Where members have no addresses of their own: there are none to be given out, and none is moved.</summary>
public sealed class NoIpProvider : IStaticIpProvider
{
    public IEnumerable<string> Free(IReadOnlySet<string> used) => [];

    /// <exception cref="NetworkException">Always: no member has one.</exception>
    public Task AssignAsync(string address, CancellationToken cancel)
        => throw new NetworkException($"Address {address} can't be moved: members of this cluster have none of their own.",
            "Use a cluster with a static-IP pool.");

    public Task ReleaseAsync(string address, CancellationToken cancel) => Task.CompletedTask;
}
