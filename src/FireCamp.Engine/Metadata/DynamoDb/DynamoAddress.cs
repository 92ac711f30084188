namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>Which table of DynamoDB a store is in, as its URL says: see <see cref="DynamoAddressReader"/>.</summary>
public sealed record DynamoAddress
{
    public const string Scheme = "dynamodb";

    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(6);

    public required string Region { get; init; }

    /// <summary>It may hold several clusters.</summary>
    public required string Table { get; init; }

    /// <summary>Where an emulator answers; null for AWS.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>A profile of the shared credentials file; null for the usual chain.</summary>
    public string? Profile { get; init; }

    /// <summary>How long one call may take, all attempts together.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    public override string ToString() => $"{Scheme}://{Region}/{Table}";
}
