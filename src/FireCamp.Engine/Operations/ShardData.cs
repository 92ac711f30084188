using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>Data that moves between the shards of a service: a step that operations which make them more or fewer have among theirs.</summary>
/// <remarks>
/// The kind's action does what is missing, so it goes on where an engine died: then its connection ended, and the agent killed the action.
/// </remarks>
internal static class ShardData
{
    private const string StepName = "move-data";

    /// <summary>The steps with one among them, behind another, that moves the data; its undo moves it back.</summary>
    /// <param name="behind">The name of the step behind which, and before whose undo, all members of all shards run.</param>
    public static IReadOnlyList<Step<TPlan>> MovedBehind<TPlan>(IEnumerable<Step<TPlan>> steps, string behind, Func<TPlan, ShardMove> move)
        where TPlan : OperationPlan
    {
        var all = steps.ToList();
        all.Insert(
            all.FindIndex(s => s.Name == behind) + 1,
            new(
                StepName, (plan, context, cancel) => SpreadAsync(context, move(plan), move(plan).To, cancel),
                (plan, context, cancel) => SpreadAsync(context, move(plan), move(plan).From, cancel))
            {
                Deadline = TimeSpan.FromDays(1),
            });
        return all;
    }

    /// <summary>The first so many shards hold all data, evenly; the others hold none.</summary>
    private static async Task SpreadAsync(StepContext context, ShardMove move, int shards, CancellationToken cancel)
    {
        await MemberWaits.ReadyAsync(context, move.Members, null, caughtUp: true, cancel).ConfigureAwait(false);
        var member = await MemberRecords.FindAsync(context.Ports.Store, move.On.Service, move.On.Name, cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Member", move.On.Name, $"See Get-FireCampMember {move.On.Service}.");
        var request = new ExecRequest
        {
            Action = CatalogNames.Balance,
            Environment = new Dictionary<string, string> { [CatalogNames.ShardsVariable] = $"{shards}" },
            Timeout = member.Workload.Actions[CatalogNames.Balance].Timeout,
        };
        context.Report($"moving data to {shards} shards");
        var result = await MemberWaits.UntilDoneAsync(
            context, move.On,
            () => context.Ports.Executor.ExecuteAsync(member.Service, member.Name, request, new Progress(context), cancel), cancel)
            .ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new ActionFailedException(member, CatalogNames.Balance, result);
        }
    }

    // Not .NET's own, which would hand lines on by another thread, perhaps after the action's end.
    private sealed class Progress(StepContext context) : IProgress<ExecLine>
    {
        public void Report(ExecLine value)
        {
            if (value.Stream == "out")
            {
                context.Report(value.Text.Trim());
            }
        }
    }
}
