using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Leases;

/// <summary>This node's lease record, written by one agent process under one holder id.</summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class LeaseRecord(IMetadataStore store, NodeLease lease)
{
    private readonly string key = Keys.Lease(lease.Node);
    private NodeLease current = lease;
    private long revision;

    /// <summary>Each attempt to write has a count of its own, so that one that was done late isn't taken for a later one.</summary>
    private long count;

    /// <summary>The record is this holder's, whoever had it before: the agent holds the node's lock, so an earlier one is dead.</summary>
    public async Task TakeAsync(CancellationToken cancel)
    {
        var before = await store.FindAsync(key, MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
        revision = before?.Revision ?? 0;
        count = (before?.Value.Count ?? 0) + 1;
        current = current with { Count = count };
        revision = await store.PutAsync(key, current, revision, MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
    }

    /// <summary>The record was rewritten.</summary>
    /// <returns>False when it is no longer this holder's; then nothing was written.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancel)
        => await WriteAsync(current with { Count = ++count }, cancel).ConfigureAwait(false);

    /// <summary>The record says that nothing runs under this lease any more; one that is another holder's is left alone.</summary>
    public async Task ReleaseAsync(CancellationToken cancel)
        => await WriteAsync(current with { Count = ++count, Released = true }, cancel).ConfigureAwait(false);

    private async Task<bool> WriteAsync(NodeLease next, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                revision = await store.PutAsync(key, next, revision, MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
                current = next;
                return true;
            }
            catch (RevisionConflictException)
            {
                // An attempt that got no answer may have been written all the same: then the record is still this holder's.
                var found = await store.FindAsync(key, MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
                if (found is null || found.Value.Holder != next.Holder)
                {
                    return false;
                }

                revision = found.Revision;
                if (found.Value == next)
                {
                    // This very attempt was done by a connection whose answer didn't come.
                    current = next;
                    return true;
                }

                count = Math.Max(count, found.Value.Count) + 1;
                next = next with { Count = count };
            }
        }
    }
}
