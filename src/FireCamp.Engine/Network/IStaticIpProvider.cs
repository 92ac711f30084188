namespace FireCamp.Engine.Network;

/// <summary>Gives members lasting addresses and moves them between nodes.</summary>
public interface IStaticIpProvider
{
    /// <summary>The addresses that a plan may give out, lowest first, without those in <paramref name="used"/>.</summary>
    IEnumerable<string> Free(IReadOnlySet<string> used);

    /// <summary>The address reaches this node. A repeat changes nothing.</summary>
    Task AssignAsync(string address, CancellationToken cancel);

    /// <summary>The address doesn't reach this node; success when it didn't.</summary>
    Task ReleaseAsync(string address, CancellationToken cancel);
}
