using System.Globalization;
using Etcdserverpb;
using Google.Protobuf;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Lets etcd forget what is long overwritten, which it doesn't do by itself unless it was told to.</summary>
/// <remarks>
/// Fifty nodes that renew their leases fill etcd's usual 2 GiB in about a day. Every so often one of all stores of the
/// cluster, whoever comes first, notes etcd's revision, and has it forget what is older than the note before: so at
/// least one interval of history is always left. Best effort: where it is refused, etcd's own --auto-compaction is needed.
/// </remarks>
internal sealed class EtcdCompaction(EtcdCluster cluster, TimeSpan every)
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    private long turn = cluster.Time.GetTimestamp();
    private long seen = -1;

    /// <summary>To be called now and then; does something once an interval at most.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        if (!cluster.Address.Compact || cluster.Time.GetElapsedTime(turn) < every)
        {
            return;
        }

        turn = cluster.Time.GetTimestamp();
        var read = new RangeRequest { Key = cluster.Layout.Compaction };
        var found = await cluster.Begin(cancel).SendAsync(null, (e, o) => e.Records.RangeAsync(read, o)).ConfigureAwait(false);
        var (before, noted) = found.Kvs.Count > 0 ? (found.Kvs[0].ModRevision, Revision(found.Kvs[0].Value)) : (0, 0);
        // One that changed since the last turn shows that another store has just done it.
        var mine = before == seen || before == 0 ? await NoteAsync(before, found.Header.Revision, cancel).ConfigureAwait(false) : 0;
        seen = mine > 0 ? mine : before;
        if (mine > 0 && noted > 0)
        {
            var request = new CompactionRequest { Revision = noted };
            await cluster.Begin(cancel).SendAsync(null, (e, o) => e.Records.CompactAsync(request, o)).ConfigureAwait(false);
        }
    }

    // The note's revision; 0 when another store was first.
    private async Task<long> NoteAsync(long before, long revision, CancellationToken cancel)
    {
        var request = new TxnRequest
        {
            Compare =
            {
                new Compare
                {
                    Key = cluster.Layout.Compaction,
                    Target = Compare.Types.CompareTarget.Mod,
                    Result = Compare.Types.CompareResult.Equal,
                    ModRevision = before,
                },
            },
            Success =
            {
                new RequestOp
                {
                    RequestPut = new PutRequest
                    {
                        Key = cluster.Layout.Compaction,
                        Value = ByteString.CopyFromUtf8(revision.ToString(CultureInfo.InvariantCulture)),
                    },
                },
            },
        };
        var answer = await cluster.Begin(cancel)
            .SendAsync($"write {cluster.Layout.Root}", (e, o) => e.Records.TxnAsync(request, o)).ConfigureAwait(false);
        return answer.Succeeded ? answer.Header.Revision : 0;
    }

    private static long Revision(ByteString value)
        => long.TryParse(value.ToStringUtf8(), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
}
