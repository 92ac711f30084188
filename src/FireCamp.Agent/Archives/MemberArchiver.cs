using FireCamp.Agent.Members;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Archives;

/// <summary>Brings what one member lays into its spool to the backup store, in order, and tells the member of each.</summary>
/// <param name="isHeld">Whether this node still has the member's claim: nothing is archived without it.</param>
internal sealed class MemberArchiver(NodeContext node, MemberKey key, Func<bool> isHeld) : IAsyncDisposable
{
    private readonly ArchiveStore store = new(node);
    private readonly ArchiveReporter reporter = new(node, key);
    private readonly Backoff backoff = new();
    private string? volume;
    private long attachedAt = -1;
    private long failedAt;
    private TimeSpan wait;

    /// <summary>What waits in the spool was archived, unless it can't be now: then it waits for a while.</summary>
    public async Task LookAsync(MemberSpec spec, long epoch, CancellationToken cancel)
    {
        try
        {
            if (wait > TimeSpan.Zero && node.Time.GetElapsedTime(failedAt) < wait)
            {
                return;
            }

            using var spool = await OpenAsync(spec, epoch, cancel).ConfigureAwait(false);
            foreach (var name in spool?.Waiting() ?? [])
            {
                await TryAsync(spool!, name, cancel).ConfigureAwait(false);
            }

            await reporter.TellAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FireCampException or IOException or UnauthorizedAccessException)
        {
            await FailAsync(e, cancel).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<Spool?> OpenAsync(MemberSpec spec, long epoch, CancellationToken cancel)
    {
        if (attachedAt != epoch || volume is null)
        {
            var data = spec.Volumes.First(v => v.Purpose == CatalogNames.DataVolume);
            volume = (await node.Volumes.FindAsync(data.Name, cancel).ConfigureAwait(false))?.Location;
            attachedAt = epoch;
        }

        return volume is null ? null : Spool.TryOpen(volume);
    }

    private async Task TryAsync(Spool spool, string name, CancellationToken cancel)
    {
        if (Spool.SegmentOf(key.Service, name) is not { } segment || spool.TryOpenFile(name) is not { } file)
        {
            return;
        }

        await using var _ = file.ConfigureAwait(false);
        var until = new DateTimeOffset(File.GetLastWriteTimeUtc(file.SafeFileHandle), TimeSpan.Zero);
        reporter.Begin(segment, until);
        var archive = await store.OpenAsync(cancel).ConfigureAwait(false);
        if (!isHeld())
        {
            throw new LeaseLostException();
        }

        await archive.StoreAsync(segment, file, until, cancel).ConfigureAwait(false);
        spool.Done(name);
        reporter.End(segment, until);
        wait = TimeSpan.Zero;
        backoff.Reset();
    }

    private async Task FailAsync(Exception e, CancellationToken cancel)
    {
        (failedAt, wait) = (node.Time.GetTimestamp(), backoff.Next());
        try
        {
            await store.ForgetAsync().ConfigureAwait(false);
            await (isHeld() ? reporter.FailAsync(e.Message, cancel) : Task.CompletedTask).ConfigureAwait(false);
        }
        catch (FireCampException)
        {
            // The metadata store is away: it is told at the next attempt.
        }
    }
}
