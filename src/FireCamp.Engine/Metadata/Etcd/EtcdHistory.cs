using Etcdserverpb;
using Google.Protobuf;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Finds out what became of a write that got no answer: each write leaves its mark in the version key's history.</summary>
internal static class EtcdHistory
{
    /// <summary>The revision of the marked write, or null when there is none from one revision to another.</summary>
    /// <param name="from">A revision that is surely older than the write.</param>
    /// <param name="to">A revision after which the write can't be done any more.</param>
    /// <exception cref="StoreUnavailableException">The history can't be read, so that nobody can tell.</exception>
    public static async Task<long?> FindAsync(EtcdCluster cluster, EtcdCall call, ByteString mark, long from, long to, string writes)
    {
        call.GiveMoreTime();
        // Back from the newest: the answer is nearly always among the first few.
        for (var revision = to; revision > from;)
        {
            var at = new RangeRequest { Key = cluster.Layout.Version, Revision = revision };
            var found = await call.SendAsync(writes, (endpoint, options) => endpoint.Records.RangeAsync(at, options)).ConfigureAwait(false);
            if (found.Kvs.Count == 0 || found.Kvs[0].ModRevision <= from)
            {
                return null;
            }

            if (found.Kvs[0].Value == mark)
            {
                return found.Kvs[0].ModRevision;
            }

            if (call.IsOver)
            {
                throw new StoreUnavailableException(cluster.Name, $"it was not known in time whether it did {writes}.");
            }

            revision = found.Kvs[0].ModRevision - 1;
        }

        return null;
    }
}
