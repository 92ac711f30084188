using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>
/// The role of primary goes from one member to another: demoted, all received, promoted. What all operations share that move it.
/// </summary>
/// <remarks>
/// At every moment the specs name one primary at most: the old one's goes before it is demoted, the new one's comes once it is proved that it has
/// everything. So whatever restarts meanwhile starts as what it is meant to be, or waits.
/// </remarks>
internal static class PrimaryHandover
{
    /// <summary>A command inside a member was ended by a signal: its process ended meanwhile, which it may have done as it should.</summary>
    private const int Signalled = 128;

    /// <summary>The old primary is recorded as a replica and takes no more writes; what it wrote last is stored for the new one.</summary>
    /// <exception cref="HandoverFailedException">It has not ended in order, or can't be demoted.</exception>
    public static async Task DemoteAsync(StepContext context, MemberChange from, CancellationToken cancel)
    {
        var store = context.Ports.Store;
        await MemberRecords.ReplaceAsync(store, from.New, cancel).ConfigureAwait(false);
        if (await FindAsync(context, from.New, cancel).ConfigureAwait(false) is not null)
        {
            return;
        }

        context.Report($"demoting {from.Name}");
        var text = "";
        await MemberWaits.UntilDoneAsync(context, from.New.Id, DemotedAsync, cancel).ConfigureAwait(false);
        var handover = new Handover(context.OperationId, text);
        await store.UpdateAsync(KeyOf(from.New), _ => handover, OperationsJson.Default.Handover, cancel).ConfigureAwait(false);

        async Task<bool> DemotedAsync()
        {
            await context.Ports.Executor.RefreshAsync(from.New.Service, from.Name, cancel).ConfigureAwait(false);
            var result = await MemberActions.TryAsync(context, from.New, CatalogNames.Demote, NoEnvironment, cancel).ConfigureAwait(false);
            text = result switch
            {
                { ExitCode: 0 } => result.Output.Trim(),
                { TimedOut: false, ExitCode: < Signalled } => throw new HandoverFailedException(from.Name, ActionFailedException.LastWords(result)),
                _ => throw new ActionFailedException(from.New, CatalogNames.Demote, result),
            };
            return true;
        }
    }

    /// <summary>The old primary is primary again, by its record and by itself. Where it was never demoted, nothing is done.</summary>
    public static async Task GiveBackAsync(StepContext context, MemberChange from, CancellationToken cancel)
    {
        var (store, id, newId) = (context.Ports.Store, from.New.Id, MemberRecords.IdOf(from.New));
        if (await MemberRecords.FindSpecAsync(store, id.Service, id.Name, newId, cancel).ConfigureAwait(false) is null)
        {
            return;
        }

        var old = await MemberRecords.RestoreAsync(store, id.Service, id.Name, from.OldSpecId, cancel).ConfigureAwait(false);
        context.Report($"{id.Name} becomes primary again");
        await MemberWaits.UntilDoneAsync(context, id, ServesAgainAsync, cancel).ConfigureAwait(false);
        await store.ForgetAsync(KeyOf(old), cancel).ConfigureAwait(false);

        // Last of all: while it is there, this is to be done.
        await MemberRecords.ForgetSpecAsync(store, id.Service, id.Name, newId, cancel).ConfigureAwait(false);

        async Task<bool> ServesAgainAsync()
        {
            await context.Ports.Executor.RefreshAsync(id.Service, id.Name, cancel).ConfigureAwait(false);
            if (old.Workload.Actions.ContainsKey(CatalogNames.Reload))
            {
                await MemberActions.RunAsync(context, old, CatalogNames.Reload, cancel).ConfigureAwait(false);
            }

            await context.Ports.Executor.LookAsync(id.Service, id.Name, cancel).ConfigureAwait(false);
            var report = await MemberWaits.ReportAsync(context, id, cancel).ConfigureAwait(false);
            if (report is { Phase: MemberPhase.Ready, Role: MemberRole.Replica })
            {
                // It restarted meanwhile, as the replica that it was recorded as.
                await context.Ports.Platform.EnsureMemberAsync(old, $"{context.OperationId}-back", cancel).ConfigureAwait(false);
            }

            return report is { Phase: MemberPhase.Ready, Role: MemberRole.Primary }
                ? true
                : throw new MemberAwayException(id.Name, "it is not primary again yet");
        }
    }

    /// <summary>The new primary has all that the demoted one wrote.</summary>
    /// <exception cref="HandoverFailedException">It doesn't get it.</exception>
    public static async Task ReceiveAsync(StepContext context, MemberSpec to, CancellationToken cancel)
    {
        var handover = await FindAsync(context, to, cancel).ConfigureAwait(false)
            ?? throw new HandoverFailedException(to.Name, "what it has to receive isn't known.");
        if (!to.Workload.Actions.ContainsKey(CatalogNames.Receive))
        {
            return;
        }

        context.Report($"{to.Name} receives the rest");
        var environment = new Dictionary<string, string> { [CatalogNames.HandoverVariable] = handover.Text };
        await MemberWaits.UntilDoneAsync(context, to.Id, ReceivedAsync, cancel).ConfigureAwait(false);

        async Task<bool> ReceivedAsync()
        {
            var result = await MemberActions.TryAsync(context, to, CatalogNames.Receive, environment, cancel).ConfigureAwait(false);
            return result switch
            {
                { ExitCode: 0 } => true,
                { TimedOut: true } => throw new HandoverFailedException(to.Name, "it doesn't get all that was written in time."),
                { ExitCode: < Signalled } => throw new HandoverFailedException(to.Name, ActionFailedException.LastWords(result)),
                _ => throw new ActionFailedException(to, CatalogNames.Receive, result),
            };
        }
    }

    /// <summary>The new primary is recorded as such, is promoted, and says so itself.</summary>
    public static async Task PromoteAsync(StepContext context, MemberChange to, CancellationToken cancel)
    {
        await MemberRecords.ReplaceAsync(context.Ports.Store, to.New, cancel).ConfigureAwait(false);
        context.Report($"promoting {to.Name}");
        await MemberWaits.UntilDoneAsync(context, to.New.Id, PromotedAsync, cancel).ConfigureAwait(false);

        async Task<bool> PromotedAsync()
        {
            await context.Ports.Executor.RefreshAsync(to.New.Service, to.Name, cancel).ConfigureAwait(false);
            await MemberActions.RunAsync(context, to.New, CatalogNames.Promote, cancel).ConfigureAwait(false);
            await context.Ports.Executor.LookAsync(to.New.Service, to.Name, cancel).ConfigureAwait(false);
            return await MemberWaits.ReportAsync(context, to.New.Id, cancel).ConfigureAwait(false)
                is { Phase: MemberPhase.Ready, Role: MemberRole.Primary }
                ? true
                : throw new MemberAwayException(to.Name, "it is not primary yet");
        }
    }

    /// <summary>Where it is ready, the member runs with what it is recorded as: it follows the new primary, or knows that it is it.</summary>
    public static async Task FollowAsync(StepContext context, MemberChange change, bool isAwaited, CancellationToken cancel)
    {
        await MemberRecords.ReplaceAsync(context.Ports.Store, change.New, cancel).ConfigureAwait(false);
        if (isAwaited)
        {
            await MemberWaits.UntilDoneAsync(context, change.New.Id, LoadedAsync, cancel).ConfigureAwait(false);
        }

        async Task<bool> LoadedAsync()
        {
            await context.Ports.Executor.RefreshAsync(change.New.Service, change.Name, cancel).ConfigureAwait(false);
            if (change.New.Workload.Actions.ContainsKey(CatalogNames.Reload))
            {
                // Whatever it says now, it may take later: a former primary only once it follows.
                await MemberActions.RunAsync(context, change.New, CatalogNames.Reload, cancel).ConfigureAwait(false);
            }

            return true;
        }
    }

    /// <summary>What the demoted primary wrote is needed no more.</summary>
    public static Task ForgetAsync(StepContext context, MemberSpec member, CancellationToken cancel)
        => context.Ports.Store.ForgetAsync(KeyOf(member), cancel);

    private static readonly Dictionary<string, string> NoEnvironment = [];

    private static string KeyOf(MemberSpec member) => Keys.Handover(member.Service, member.Shard);

    // One of an earlier operation tells of another primary's end.
    private static async Task<Handover?> FindAsync(StepContext context, MemberSpec member, CancellationToken cancel)
        => (await context.Ports.Store.FindAsync(KeyOf(member), OperationsJson.Default.Handover, cancel).ConfigureAwait(false))?.Value is { } found
            && found.Operation == context.OperationId ? found : null;
}
