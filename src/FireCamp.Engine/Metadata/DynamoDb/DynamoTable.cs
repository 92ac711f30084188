using Amazon.DynamoDBv2;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>The way to a table: how it is asked, and how long.</summary>
internal sealed class DynamoTable : IDisposable
{
    /// <summary>DynamoDB answers within some ten milliseconds; a request that takes so much longer is lost.</summary>
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromSeconds(1);

    private readonly AwsConnection aws;

    public DynamoTable(DynamoAddress address, string cluster, TimeProvider time, Func<AwsSettings, AwsSettings>? change = null)
    {
        (Address, Layout, Time) = (address, new DynamoLayout(cluster), time);
        var attempt = address.Timeout / 5;
        var settings = new AwsSettings
        {
            Region = address.Region,
            Endpoint = address.Endpoint,
            Profile = address.Profile,
            AttemptTimeout = attempt > ShortestAttempt ? attempt : ShortestAttempt,
            // What was sent and not answered must be known here: DynamoCall sends it again.
            Repeats = 0,
        };
        aws = new AwsConnection(change?.Invoke(settings) ?? settings, time);
    }

    public DynamoAddress Address { get; }

    public DynamoLayout Layout { get; }

    public TimeProvider Time { get; }

    public string Name => Address.Table;

    public AmazonDynamoDBClient Client => aws.DynamoDb.Value;

    public DynamoCall Begin(CancellationToken cancel) => new(this, cancel);

    public void Dispose() => aws.Dispose();
}
