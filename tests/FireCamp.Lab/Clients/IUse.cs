namespace FireCamp.Lab.Clients;

/// <summary>What a story does with a service, whatever its kind, from outside the cluster and by the members' names.</summary>
public interface IUse
{
    /// <summary>One thing more is stored, and acknowledged, within the deadline of conditions.</summary>
    Task WriteAsync(CancellationToken cancel);

    /// <summary>All that was stored is there, within the deadline of conditions.</summary>
    Task HoldsAsync(CancellationToken cancel);
}
