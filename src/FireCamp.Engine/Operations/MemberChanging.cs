using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Brings changes to members that run, one member at a time, and takes them back: what all operations share that change members.</summary>
internal static class MemberChanging
{
    /// <summary>What the action <c>check</c> writes when the server will run with its files only after another restart.</summary>
    private const string Again = "again";

    /// <summary>
    /// The member is recorded as the change has it, runs so, is ready and has caught up, and its server takes what its files say; all others were
    /// ready before and are again.
    /// </summary>
    /// <param name="all">All members of the service.</param>
    /// <param name="isRunning">Whether the service runs; else the member is recorded only.</param>
    /// <exception cref="ChangeRefusedException">The server doesn't run with the change, or refuses it.</exception>
    public static async Task ApplyAsync(
        StepContext context, MemberChange change, IReadOnlyList<MemberId> all, bool isRunning, CancellationToken cancel)
    {
        var others = all.Where(m => m.Name != change.Name).ToList();
        if (isRunning)
        {
            await MemberWaits.ReadyAsync(context, others, null, caughtUp: true, cancel).ConfigureAwait(false);
        }

        var before = await MemberWaits.ReportAsync(context, change.New.Id, cancel).ConfigureAwait(false);
        await MemberRecords.ReplaceAsync(context.Ports.Store, change.New, cancel).ConfigureAwait(false);
        if (isRunning)
        {
            await BringAsync(context, change, change.New, context.OperationId, before, cancel).ConfigureAwait(false);
            await MemberWaits.ReadyAnewAsync(context, others, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The member is recorded, and runs, as it was before the change. Where the change never came to it, nothing is done.</summary>
    public static async Task RevertAsync(StepContext context, MemberChange change, bool isRunning, CancellationToken cancel)
    {
        var (store, id) = (context.Ports.Store, change.New.Id);
        var newId = MemberRecords.IdOf(change.New);
        if (await MemberRecords.FindSpecAsync(store, id.Service, id.Name, newId, cancel).ConfigureAwait(false) is null)
        {
            return;
        }

        var before = await MemberWaits.ReportAsync(context, id, cancel).ConfigureAwait(false);
        var old = await MemberRecords.RestoreAsync(store, id.Service, id.Name, change.OldSpecId, cancel).ConfigureAwait(false);
        if (isRunning)
        {
            await BringAsync(context, change, old, $"{context.OperationId}-back", before, cancel).ConfigureAwait(false);
        }

        // Last of all: while it is there, this is to be done.
        await MemberRecords.ForgetSpecAsync(store, id.Service, id.Name, newId, cancel).ConfigureAwait(false);
    }

    /// <summary>A member that needed the others' change before it could take its own has taken it, by another restart.</summary>
    /// <exception cref="ChangeRefusedException">The server still doesn't run with what its files say.</exception>
    public static async Task SettleAsync(StepContext context, MemberChange change, IReadOnlyList<MemberId> all, CancellationToken cancel)
    {
        if (!await MemberWaits.UntilDoneAsync(context, change.New.Id, () => CheckAsync(context, change.New, cancel), cancel).ConfigureAwait(false))
        {
            return;
        }

        var others = all.Where(m => m.Name != change.Name).ToList();
        await MemberWaits.ReadyAsync(context, others, null, caughtUp: true, cancel).ConfigureAwait(false);
        var before = await MemberWaits.ReportAsync(context, change.New.Id, cancel).ConfigureAwait(false);
        var restart = change with { Applies = ChangeApplies.Restart, Rotates = false };
        if (await BringAsync(context, restart, change.New, $"{context.OperationId}-again", before, cancel).ConfigureAwait(false))
        {
            throw new ChangeRefusedException(change.Name, "its server doesn't run with what its files say, although it was restarted twice.");
        }

        await MemberWaits.ReadyAnewAsync(context, others, cancel).ConfigureAwait(false);
    }

    /// <summary>No spec of the member is left but the one that it has.</summary>
    public static Task ForgetOldAsync(StepContext context, MemberChange change, CancellationToken cancel)
        => MemberRecords.ForgetSpecAsync(context.Ports.Store, change.New.Service, change.Name, change.OldSpecId, cancel);

    /// <returns>Whether another restart is needed once the other members are changed.</returns>
    private static async Task<bool> BringAsync(
        StepContext context, MemberChange change, MemberSpec spec, string runToken, MemberReport? before, CancellationToken cancel)
    {
        var failures = new MemberFailures(spec.Name, before);
        if (change.Applies == ChangeApplies.Restart)
        {
            context.Report($"restarting {spec.Name}");
            await context.Ports.Platform.EnsureMemberAsync(spec, runToken, cancel).ConfigureAwait(false);
            await MemberWaits.ReadyUnlessRefusedAsync(context, spec.Id, runToken, failures, cancel).ConfigureAwait(false);
        }

        return await MemberWaits.UntilDoneAsync(context, spec.Id, TakeAsync, cancel).ConfigureAwait(false);

        async Task<bool> TakeAsync()
        {
            failures.Note(await MemberWaits.ReportAsync(context, spec.Id, cancel).ConfigureAwait(false));
            if (change.Applies != ChangeApplies.Restart)
            {
                context.Report($"writing {spec.Name}'s files");
                await context.Ports.Executor.RefreshAsync(spec.Service, spec.Name, cancel).ConfigureAwait(false);
            }

            if (change.Applies == ChangeApplies.Reload && spec.Workload.Actions.ContainsKey(CatalogNames.Reload))
            {
                await MemberActions.AcceptAsync(context, spec, CatalogNames.Reload, cancel).ConfigureAwait(false);
            }

            if (change.Rotates && spec.Workload.Actions.ContainsKey(CatalogNames.Rotate)
                && await MemberWaits.ReportAsync(context, spec.Id, cancel).ConfigureAwait(false) is { Role: MemberRole.Primary })
            {
                await MemberActions.AcceptAsync(context, spec, CatalogNames.Rotate, cancel).ConfigureAwait(false);
            }

            await MemberWaits.ReadyAnewAsync(context, [spec.Id], cancel).ConfigureAwait(false);
            return change.Applies >= ChangeApplies.Reload && await CheckAsync(context, spec, cancel).ConfigureAwait(false);
        }
    }

    /// <returns>Whether another restart is needed.</returns>
    private static async Task<bool> CheckAsync(StepContext context, MemberSpec spec, CancellationToken cancel)
        => spec.Workload.Actions.ContainsKey(CatalogNames.Check)
            && (await MemberActions.AcceptAsync(context, spec, CatalogNames.Check, cancel).ConfigureAwait(false))
                .Split('\n').Any(line => line.Trim() == Again);
}
