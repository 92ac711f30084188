using FireCamp.Agent.Members;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Agent.Archives;

/// <summary>Records how far a member's log is archived: at once when archiving fails or goes on, else now and then.</summary>
internal sealed class ArchiveReporter(NodeContext node, MemberKey key)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private MemberArchive now = new() { Service = key.Service, Member = key.Member, Node = node.Node };
    private MemberArchive? told;
    private long toldAt;

    public void Begin(SegmentName segment, DateTimeOffset until) => now = now with { Waiting = $"{segment}", WaitingSince = until };

    public void End(SegmentName segment, DateTimeOffset until)
        => now = now with { Last = $"{segment}", LastUntil = until, Waiting = "", WaitingSince = null, Problem = "" };

    /// <summary>What is known is recorded, unless that was so a moment ago.</summary>
    public async Task TellAsync(CancellationToken cancel)
    {
        await ContinueAsync(cancel).ConfigureAwait(false);
        var changed = now != told && (now.Last.Length > 0 || told is not null);
        if (changed && (now.Problem != told!.Problem || node.Time.GetElapsedTime(toldAt) >= Every))
        {
            await RecordAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>It is recorded why archiving doesn't go on, and an event tells of it once.</summary>
    public async Task FailAsync(string problem, CancellationToken cancel)
    {
        await ContinueAsync(cancel).ConfigureAwait(false);
        now = now with { Problem = problem };
        if (now.Problem != told!.Problem || now.Waiting != told.Waiting)
        {
            await RecordAsync(cancel).ConfigureAwait(false);
        }
    }

    // What an earlier agent has told of isn't told again.
    private async Task ContinueAsync(CancellationToken cancel)
    {
        if (told is null)
        {
            var found = await node.Store.FindAsync(Keys.Archive(key.Service, key.Member), ModelJson.Default.MemberArchive, cancel)
                .ConfigureAwait(false);
            told = found?.Value ?? now with { Last = "", LastUntil = null, Waiting = "", WaitingSince = null, Problem = "" };
            now = now.Last.Length > 0 || now.Waiting.Length > 0 ? now : told with { Node = node.Node };
        }
    }

    // The record last: what isn't told because the store went away is told at the next look.
    private async Task RecordAsync(CancellationToken cancel)
    {
        if (now.Problem.Length > 0 != told!.Problem.Length > 0)
        {
            var (action, message) = now.Problem.Length > 0
                ? ("ArchivingFails", $"Segment {now.Waiting} can't be archived: {now.Problem} The server goes on, and keeps its log until it can.")
                : ("ArchivingGoesOn", $"The log is archived again, up to segment {now.Last}.");
            node.Log.Write($"{key.Member}: {message}");
            var record = new EventRecord(
                node.Time.GetUtcNow(), $"agent/{node.Node}", Subjects.Member(key.Service, key.Member), action, message);
            await new EventLog(node.Store).AppendAsync(record, cancel).ConfigureAwait(false);
        }

        var written = now with { At = node.Time.GetUtcNow() };
        await node.Store.UpdateAsync(Keys.Archive(key.Service, key.Member), _ => written, ModelJson.Default.MemberArchive, cancel)
            .ConfigureAwait(false);
        (told, toldAt) = (now, node.Time.GetTimestamp());
    }
}
