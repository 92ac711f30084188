namespace FireCamp.Engine.Network;

/// <summary>The kernel's part of a claim: what a member's address sends leaves this node only while the agent renews it.</summary>
/// <remarks>
/// A rule of the kernel drops whatever addresses of the pool send, IP packets as well as ARP answers, unless they are in a set
/// whose elements time out. So once an agent is stopped or hangs for longer than the timeout, its members can acknowledge nothing,
/// and don't answer any more to the question who has their address, without any process having to do anything. Needs root and
/// <c>nft</c>. A paused machine pauses its kernel's clock too.
/// </remarks>
public sealed class AddressFence(AddressRange pool, string nft = "nft")
{
    private const string Package = "nftables";

    /// <summary>From now on exactly these addresses of the pool may send, until the timeout is over or the next renewal.</summary>
    /// <remarks>
    /// One transaction: an address that was renewed in time is never silent, and one that is left out is silent at once. The first
    /// renewal sets up the rules, and so does any that finds them gone.
    /// </remarks>
    /// <param name="addresses">All that this node's members have.</param>
    /// <param name="timeout">By the kernel's clock; at least one millisecond.</param>
    /// <exception cref="NetworkException">The rules can't be changed: what held before holds on until its timeout.</exception>
    public async Task RenewAsync(IReadOnlyCollection<string> addresses, TimeSpan timeout, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.FromMilliseconds(1));
        var parsed = addresses.Select(pool.Require).ToList();
        var (code, _, _) = await NetworkCommand.TryAsync(nft, Package, ["-f", "-"], FenceRules.Renew(parsed, timeout), Attempt, cancel)
            .ConfigureAwait(false);
        if (code != 0)
        {
            await RunAsync(FenceRules.Define(pool, parsed, timeout), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The rules are gone and addresses send as they like; success when there were none.</summary>
    /// <exception cref="NetworkException">They can't be changed.</exception>
    public Task RemoveAsync(CancellationToken cancel) => RunAsync(FenceRules.Remove, cancel);

    private string Attempt => $"The fence of the static-IP pool {pool} can't be set";

    private Task<string> RunAsync(string rules, CancellationToken cancel)
        => NetworkCommand.RunAsync(nft, Package, ["-f", "-"], rules, Attempt, cancel);
}
