using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>Makes snapshots of members' volumes from which another member can start: what all operations share that copy data.</summary>
internal static class MemberSnapshots
{
    /// <summary>What the action <c>quiesce</c> writes once the volumes may be copied.</summary>
    private const string Quiesced = "quiesced";

    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(12);

    /// <summary>A snapshot of each volume exists, all of one moment; the member serves on. Snapshots that are there stay.</summary>
    /// <param name="isRunning">Whether the member runs: then it has caught up first, and is quiesced.</param>
    /// <param name="nameOf">The snapshot's name of each volume.</param>
    public static async Task EnsureAsync(
        StepContext context, MemberSpec member, bool isRunning, Func<VolumeSpec, string> nameOf, CancellationToken cancel)
    {
        if (!isRunning)
        {
            await SnapshotAsync(cancel).ConfigureAwait(false);
            return;
        }

        await MemberWaits.ReadyAnewAsync(context, [member.Id], cancel).ConfigureAwait(false);
        await QuiescedAsync(context, member, SnapshotAsync, cancel).ConfigureAwait(false);

        async Task SnapshotAsync(CancellationToken token)
        {
            context.Report($"making snapshots of {member.Name}");

            // What a run that ended in the middle left isn't of one moment with what is made now.
            foreach (var volume in member.Volumes)
            {
                await context.Ports.Volumes.DeleteSnapshotAsync(nameOf(volume), token).ConfigureAwait(false);
            }

            foreach (var volume in member.Volumes)
            {
                await context.Ports.Volumes.SnapshotAsync(volume.Name, nameOf(volume), token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The snapshots are gone; absent ones are success.</summary>
    public static async Task DeleteAsync(StepContext context, MemberSpec member, Func<VolumeSpec, string> nameOf, CancellationToken cancel)
    {
        foreach (var volume in member.Volumes)
        {
            await context.Ports.Volumes.DeleteSnapshotAsync(nameOf(volume), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Does the work while the member is held still, and lets it go on whatever happens.</summary>
    /// <exception cref="ActionFailedException">It can't be held, or wasn't until the end: then what was copied is worth nothing.</exception>
    private static async Task QuiescedAsync(
        StepContext context, MemberSpec member, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        if (!member.Workload.Actions.ContainsKey(CatalogNames.Quiesce))
        {
            await work(cancel).ConfigureAwait(false);
            return;
        }

        var isQuiesced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new LineWatch(Quiesced, isQuiesced.SetResult);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var hold = context.Ports.Executor.ExecuteAsync(
            member.Service, member.Name, new ExecRequest { Action = CatalogNames.Quiesce, Timeout = LongestHold }, output, given.Token);
        try
        {
            if (await Task.WhenAny(isQuiesced.Task, hold).ConfigureAwait(false) == hold)
            {
                throw new ActionFailedException(member, CatalogNames.Quiesce, await hold.ConfigureAwait(false));
            }

            await work(cancel).ConfigureAwait(false);
            await MemberActions.RunAsync(context, member, CatalogNames.Resume, cancel).ConfigureAwait(false);
            var result = await hold.ConfigureAwait(false);
            if (result.ExitCode != 0)
            {
                throw new ActionFailedException(member, CatalogNames.Quiesce, result);
            }
        }
        catch
        {
            // Its connection ends, and so does the action: the kind goes back by itself.
            await given.CancelAsync().ConfigureAwait(false);
            await hold.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            throw;
        }
    }

    private sealed class LineWatch(string wanted, Action seen) : IProgress<ExecLine>
    {
        private int isSeen;

        public void Report(ExecLine value)
        {
            if (value.Text.Trim() == wanted && Interlocked.Exchange(ref isSeen, 1) == 0)
            {
                seen();
            }
        }
    }
}
