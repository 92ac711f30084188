using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Makes a primary that is gone a replica for good, wherever and whenever it comes back.</summary>
/// <remarks>
/// <para>It is recorded as a replica before its claim is waited for. An agent reads the record after it has taken a claim, so whoever takes it from
/// then on starts a replica; and what was started before has ended once the claim is given up. An agent that lives ends it itself. The
/// claim of one that is lost is taken by another agent, by the rules of every takeover: not while anybody's pledge stands, and
/// with its volumes fenced.</para>
/// <para>Nothing of it is meant to run meanwhile, so nobody takes the claim in order to start it.</para>
/// </remarks>
internal static class PrimaryFence
{
    /// <summary>A node that is frozen takes the call and never answers it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the member is ready, as its node finds now: what a node reported before it was lost doesn't count.</summary>
    public static async Task<bool> IsUpAsync(StepContext context, MemberId member, CancellationToken cancel)
    {
        while (true)
        {
            var asked = await MemberWaits.ClaimAsync(context, member, cancel).ConfigureAwait(false);
            if (asked is { Released: false } && await IsLostAsync(context, asked.Node, cancel).ConfigureAwait(false))
            {
                return false;
            }

            if (await TryLookAsync(context, member, cancel).ConfigureAwait(false))
            {
                return await MemberWaits.ReportAsync(context, member, cancel).ConfigureAwait(false) is { Phase: MemberPhase.Ready };
            }

            // While one node was asked in vain, another may have taken the member over.
            if (await MemberWaits.ClaimAsync(context, member, cancel).ConfigureAwait(false) == asked)
            {
                return false;
            }
        }
    }

    /// <summary>Nothing of it runs in its old role, nor ever will, unless this is lifted.</summary>
    public static async Task CloseAsync(StepContext context, MemberChange from, CancellationToken cancel)
    {
        await MemberRecords.ReplaceAsync(context.Ports.Store, from.New, cancel).ConfigureAwait(false);
        context.Report($"fencing {from.Name}");
        await context.Ports.Platform.StopMemberAsync(from.New.Service, from.Name, cancel).ConfigureAwait(false);
        await MemberWaits.ReleasedAsync(context, from.New.Id, cancel).ConfigureAwait(false);
    }

    /// <summary>It is the primary again by its record, and meant to run. Where it was never fenced, nothing is done.</summary>
    public static async Task LiftAsync(StepContext context, MemberChange from, CancellationToken cancel)
    {
        var (store, id, newId) = (context.Ports.Store, from.New.Id, MemberRecords.IdOf(from.New));
        if (await MemberRecords.FindSpecAsync(store, id.Service, id.Name, newId, cancel).ConfigureAwait(false) is null)
        {
            return;
        }

        var old = await MemberRecords.RestoreAsync(store, id.Service, id.Name, from.OldSpecId, cancel).ConfigureAwait(false);
        await context.Ports.Platform.EnsureMemberAsync(old, $"{context.OperationId}-back", cancel).ConfigureAwait(false);

        // Last of all: while it is there, this is to be done.
        await MemberRecords.ForgetSpecAsync(store, id.Service, id.Name, newId, cancel).ConfigureAwait(false);
    }

    /// <summary>It is meant to run, as a replica; a volume of it that is gone is there again, and empty. What can't be had is left.</summary>
    public static async Task BringBackAsync(StepContext context, MemberChange from, CancellationToken cancel)
    {
        foreach (var volume in from.New.Volumes)
        {
            try
            {
                await context.Ports.Volumes.EnsureAsync(volume, cancel).ConfigureAwait(false);
            }
            catch (FireCampException e) when (e.Outage is null)
            {
                context.Report($"{from.Name} can't come back yet: {e.Message}");
            }
        }

        await context.Ports.Platform.EnsureMemberAsync(from.New, context.OperationId, cancel).ConfigureAwait(false);
    }

    private static async Task<bool> IsLostAsync(StepContext context, string node, CancellationToken cancel)
        => (await context.Ports.Platform.ListNodesAsync(cancel).ConfigureAwait(false))
            .Any(n => NameRules.Key(n.Name) == NameRules.Key(node) && n.Phase is not (NodePhase.Up or NodePhase.Suspended));

    private static async Task<bool> TryLookAsync(StepContext context, MemberId member, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await context.Ports.Executor.LookAsync(member.Service, member.Name, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (FireCampException e) when (e.Outage is null)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
