using Etcdserverpb;
using FireCamp.Engine.Model;
using Google.Protobuf;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Writes by compare-and-set, each in one transaction that may be sent again without harm.</summary>
/// <remarks>
/// Where an attempt got no answer, it is sent again. If the first one was done after all, the next finds the record
/// changed; then the history tells whether that was this write or somebody else's. An attempt that comes late (from
/// the buffers of an etcd that was frozen) finds the record at another revision and does nothing; for one that makes a
/// record, which has no revision yet, the floor under deletions does the same.
/// </remarks>
internal sealed class EtcdWriter(EtcdCluster cluster)
{
    private readonly EtcdLayout layout = cluster.Layout;

    public Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
        => WriteAsync(key, new PutRequest { Key = layout.Record(key), Value = EtcdText.Write(value) }, expectedRevision, cancel);

    public Task<long> DeleteAsync(string key, long expectedRevision, CancellationToken cancel)
        => WriteAsync(key, put: null, expectedRevision, cancel);

    /// <summary>There is a store, empty if there was none.</summary>
    public Task<TxnResponse> CreateAsync(CancellationToken cancel)
    {
        var request = new TxnRequest
        {
            Compare = { Revision(layout.Version, Compare.Types.CompareResult.Equal, 0) },
            Success = { Put(layout.Version, EtcdMark.New()) },
        };
        return cluster.Begin(cancel)
            .SendAsync($"write {layout.Root}", (endpoint, options) => endpoint.Records.TxnAsync(request, options));
    }

    private async Task<long> WriteAsync(string key, PutRequest? put, long expected, CancellationToken cancel)
    {
        var call = cluster.Begin(cancel);
        var writes = $"{(put is null ? "delete" : "write")} record '{key}'";
        var mark = EtcdMark.New();
        var before = Math.Max(expected == long.MaxValue ? 0 : expected, cluster.Seen);
        for (var floor = before; ;)
        {
            var request = Request(key, put, expected, mark, floor);
            var answer = await call.SendAsync(writes, (endpoint, options) => endpoint.Records.TxnAsync(request, options)).ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return answer.Header.Revision;
            }

            if (call.MayHaveDone
                && await EtcdHistory.FindAsync(cluster, call, mark, before, answer.Header.Revision, writes).ConfigureAwait(false) is { } done)
            {
                return done;
            }

            // The record isn't there, as it should be; something was deleted since this store last looked, which is no conflict.
            if (put is null || expected != 0 || answer.Responses[0].ResponseRange.Count > 0)
            {
                throw new RevisionConflictException(key, expected);
            }

            floor = answer.Header.Revision;
        }
    }

    private TxnRequest Request(string key, PutRequest? put, long expected, ByteString mark, long floor)
    {
        var record = layout.Record(key);
        var request = new TxnRequest { Compare = { Revision(record, Compare.Types.CompareResult.Equal, expected) } };
        if (put is not null)
        {
            request.Success.Add(new RequestOp { RequestPut = put });
        }
        else
        {
            // An absent record counts as being at revision 0, and can't be deleted.
            request.Compare.Add(Revision(record, Compare.Types.CompareResult.Greater, 0));
            request.Success.Add(new RequestOp { RequestDeleteRange = new DeleteRangeRequest { Key = record } });
            request.Success.Add(Put(layout.Floor, mark));
        }

        if (put is not null && expected == 0)
        {
            request.Compare.Add(Revision(layout.Floor, Compare.Types.CompareResult.Less, floor + 1));
        }

        request.Success.Add(Put(layout.Version, mark));
        request.Failure.Add(new RequestOp { RequestRange = new RangeRequest { Key = record, CountOnly = true } });
        return request;
    }

    private static Compare Revision(ByteString key, Compare.Types.CompareResult result, long revision)
        => new() { Key = key, Target = Compare.Types.CompareTarget.Mod, Result = result, ModRevision = revision };

    private static RequestOp Put(ByteString key, ByteString value)
        => new() { RequestPut = new PutRequest { Key = key, Value = value } };
}
