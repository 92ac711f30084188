using FireCamp.Agent.Leases;
using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Members;

/// <summary>Takes a member's claim as soon as the rules allow it.</summary>
/// <param name="isLeftover">Whether the claim is taken only to end what a dead agent left behind.</param>
internal sealed class MemberClaimer(MemberTools tools, MemberKey key, MemberDesire desire, bool isLeftover)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Why the claim is not this node's yet, as a sentence; empty before the first try and once it is.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>The member's claim; null once there is nothing to take it for. Waits as long as somebody else may have it.</summary>
    public async Task<MemberClaim?> TakeAsync(CancellationToken lost)
    {
        while (desire.Unit is not null || isLeftover)
        {
            ClaimDecision decision;
            try
            {
                if (desire.Unit is null && !await IsClaimedAsync().ConfigureAwait(false))
                {
                    return null;
                }

                (var claim, decision) = await tools.Claims.TryTakeAsync(key.Service, key.Member, FirstEpochAsync, lost).ConfigureAwait(false);
                if (claim is not null)
                {
                    Refusal = "";
                    tools.Node.Log.Write($"{key.Member}: claimed with epoch {claim.Epoch}: {decision.Reason}.");
                    return claim;
                }
            }
            catch (StoreUnavailableException e)
            {
                decision = ClaimDecision.Refuse(LongestWait, e.Message);
            }

            if (decision.Reason != Refusal)
            {
                tools.Node.Log.Write($"{key.Member}: not claimed: {Refusal = decision.Reason}.");
            }

            await desire.WaitAsync(decision.Wait < LongestWait ? decision.Wait : LongestWait, lost).ConfigureAwait(false);
        }

        return null;
    }

    // What was left behind may have been ended and released by somebody else.
    private async Task<bool> IsClaimedAsync()
        => await tools.Node.Store.FindAsync(Keys.Claim(key.Service, key.Member), MetadataJson.Default.MemberClaim, CancellationToken.None)
            .ConfigureAwait(false) is { Value.Released: false };

    // A volume that outlived its service's records remembers the epoch that it was last attached under.
    private async Task<long> FirstEpochAsync()
    {
        var member = await MemberRecords.FindOutlineAsync(tools.Node.Store, key.Service, key.Member, CancellationToken.None).ConfigureAwait(false);
        long last = 0;
        foreach (var volume in member?.Volumes ?? [])
        {
            last = Math.Max(last, (await tools.Node.Volumes.FindAsync(volume.Name, CancellationToken.None).ConfigureAwait(false))?.Epoch ?? 0);
        }

        return last + 1;
    }
}
