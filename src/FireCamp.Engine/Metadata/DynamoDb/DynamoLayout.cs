using System.Globalization;
using Amazon.DynamoDBv2.Model;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>Where a cluster's records lie in the table, and what an item of it holds.</summary>
/// <remarks>
/// The table's key is the cluster and a sort key. What changes all the time or tells of changes lies together, so that one small read sees
/// it all: nodes' leases, and the counters, one of which rises with every other write.
/// </remarks>
internal sealed class DynamoLayout(string cluster)
{
    // None of these is a word that DynamoDB's expressions keep for themselves.
    public const string ClusterKey = "clusterName";
    public const string SortKey = "recordKey";
    public const string Value = "content";
    public const string Revision = "revision";
    public const string Mark = "mark";

    /// <summary>Writers take different ones, since two writes of one item at once are in each other's way.</summary>
    public const int Counters = 8;

    /// <summary>Begins the sort keys of what is looked at all the time.</summary>
    public const string Watched = "watched/";

    private const string Records = "records/";
    private const string Counter = $"{Watched}~";

    public string Cluster { get; } = NameRules.Key(cluster);

    /// <summary>Says that there is a store, and of which version.</summary>
    public Dictionary<string, AttributeValue> Store => KeyOf("store");

    public static bool IsLease(string key) => key.StartsWith(Keys.Leases, StringComparison.Ordinal);

    public Dictionary<string, AttributeValue> Record(string key) => KeyOf((IsLease(key) ? Watched : Records) + key);

    public Dictionary<string, AttributeValue> CounterAt(int number) => KeyOf(Counter + number.ToString(CultureInfo.InvariantCulture));

    public static bool IsCounter(Dictionary<string, AttributeValue> item) => item[SortKey].S.StartsWith(Counter, StringComparison.Ordinal);

    /// <summary>The sort keys' beginnings of all records whose key starts with the prefix.</summary>
    public static IEnumerable<string> Ranges(string prefix)
    {
        if (!IsLease(prefix))
        {
            yield return Records + prefix;
        }

        if (IsLease(prefix) || Keys.Leases.StartsWith(prefix, StringComparison.Ordinal))
        {
            yield return Watched + (IsLease(prefix) ? prefix : Keys.Leases);
        }
    }

    /// <exception cref="InvalidDataException">Its value was packed and is damaged.</exception>
    public static MetadataRecord Read(Dictionary<string, AttributeValue> item)
    {
        var (sort, value) = (item[SortKey].S, item[Value]);
        var text = value.S ?? PackedText.Read(value.B?.ToArray() ?? throw new InvalidDataException("its value is no text."));
        return new MetadataRecord(sort[(sort.IndexOf('/', StringComparison.Ordinal) + 1)..], text, RevisionOf(item));
    }

    public static long RevisionOf(Dictionary<string, AttributeValue> item) => long.Parse(item[Revision].N, CultureInfo.InvariantCulture);

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private Dictionary<string, AttributeValue> KeyOf(string sort) => new() { [ClusterKey] = new(Cluster), [SortKey] = new(sort) };
}
