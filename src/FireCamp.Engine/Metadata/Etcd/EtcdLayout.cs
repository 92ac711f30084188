using Etcdserverpb;
using FireCamp.Engine.Model;
using Google.Protobuf;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Where a cluster's keys lie in etcd.</summary>
/// <remarks>
/// Every write also writes <see cref="Version"/>: so its revision is the store's version, watching this one short key
/// tells of all changes, and its history tells which write was whose. Every deletion also writes <see cref="Floor"/>:
/// so a late request can't make a record again that was deleted meanwhile.
/// </remarks>
internal sealed class EtcdLayout
{
    private readonly string records;

    public EtcdLayout(string prefix, string cluster)
    {
        Root = $"{prefix}/{NameRules.Key(cluster)}/";
        records = $"{Root}records/";
        Version = ByteString.CopyFromUtf8($"{Root}version");
        Floor = ByteString.CopyFromUtf8($"{Root}floor");
        Compaction = ByteString.CopyFromUtf8($"{Root}compaction");
    }

    /// <summary>All of the cluster's keys begin with it; a role in etcd is granted this prefix.</summary>
    public string Root { get; }

    public ByteString Version { get; }

    public ByteString Floor { get; }

    public ByteString Compaction { get; }

    public ByteString Record(string key) => ByteString.CopyFromUtf8(records + key);

    public RangeRequest Records(string keyPrefix)
    {
        var first = ByteString.CopyFromUtf8(records + keyPrefix);
        return new RangeRequest { Key = first, RangeEnd = EndOf(first) };
    }

    /// <summary>The two ranges of keys that hold all records but those whose key starts with a prefix.</summary>
    public ((ByteString First, ByteString End) Before, (ByteString First, ByteString End) After) AllBut(string keyPrefix)
    {
        var (all, left) = (ByteString.CopyFromUtf8(records), ByteString.CopyFromUtf8(records + keyPrefix));
        return ((all, left), (EndOf(left), EndOf(all)));
    }

    public DeleteRangeRequest Everything()
    {
        var first = ByteString.CopyFromUtf8(Root);
        return new DeleteRangeRequest { Key = first, RangeEnd = EndOf(first) };
    }

    public string KeyOf(ByteString stored) => stored.ToStringUtf8()[records.Length..];

    // The first key above all that have the prefix. Text in UTF-8 has no byte 255, so the last one can be raised.
    private static ByteString EndOf(ByteString first)
    {
        var end = first.ToByteArray();
        end[^1]++;
        return UnsafeByteOperations.UnsafeWrap(end);
    }
}
