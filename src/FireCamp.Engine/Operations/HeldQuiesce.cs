using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>Keeps what is on a member's volumes as it is at one moment, for as long as something is done with it.</summary>
/// <remarks>
/// The kind's action <c>quiesce</c> runs all the while and ends when its <c>resume</c> does. So nothing has to be remembered: when this engine dies,
/// its connection ends, the agent kills the action, and the kind goes on by itself.
/// </remarks>
internal static class HeldQuiesce
{
    /// <summary>The line by which <c>quiesce</c> says that from now on the data may be copied.</summary>
    public const string Quiesced = "quiesced";

    /// <summary>Does the work while the member is quiesced, and returns once it goes on. A kind without the action needs no quiescing.</summary>
    /// <exception cref="ActionFailedException">
    /// It couldn't be quiesced, or didn't stay so until the work was done: then the work counts for nothing.
    /// </exception>
    public static async Task RunAsync(StepContext context, MemberSpec member, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        if (!member.Workload.Actions.TryGetValue(CatalogNames.Quiesce, out var action))
        {
            await work(cancel).ConfigureAwait(false);
            return;
        }

        context.Report($"quiescing {member.Name}");
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var line = new LineAwaiter(Quiesced);
        var request = new ExecRequest { Action = CatalogNames.Quiesce, Timeout = action.Timeout };
        var holding = context.Ports.Executor.ExecuteAsync(member.Service, member.Name, request, line, held.Token);
        try
        {
            if (await Task.WhenAny(line.Come, holding).ConfigureAwait(false) == holding)
            {
                throw new ActionFailedException(member, CatalogNames.Quiesce, await holding.ConfigureAwait(false));
            }

            await WhileHeldAsync(member, work, holding, cancel).ConfigureAwait(false);
            await MemberActions.RunAsync(context, member, CatalogNames.Resume, cancel).ConfigureAwait(false);
            Check(member, await holding.ConfigureAwait(false));
        }
        finally
        {
            await held.CancelAsync().ConfigureAwait(false);
            await ((Task)holding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task WhileHeldAsync(
        MemberSpec member, Func<CancellationToken, Task> work, Task<ExecResult> holding, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var working = work(either.Token);
        await Task.WhenAny(working, holding).ConfigureAwait(false);
        if (!holding.IsCompleted)
        {
            await working.ConfigureAwait(false);
            return;
        }

        await either.CancelAsync().ConfigureAwait(false);
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new ActionFailedException(member, CatalogNames.Quiesce, await holding.ConfigureAwait(false));
    }

    private static void Check(MemberSpec member, ExecResult ended)
    {
        if (ended.ExitCode != 0)
        {
            throw new ActionFailedException(member, CatalogNames.Quiesce, ended);
        }
    }

    // Not a Progress, which would hand lines on by another thread, perhaps after the action's end.
    private sealed class LineAwaiter(string text) : IProgress<ExecLine>
    {
        private readonly TaskCompletionSource come = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Come => come.Task;

        public void Report(ExecLine value)
        {
            if (value.Stream == "out" && value.Text.Trim() == text)
            {
                come.TrySetResult();
            }
        }
    }
}
