namespace FireCamp.Engine.Backups.Stores;

/// <summary>Where a bucket is and how it is spoken to, as its URL says: see <see cref="S3AddressReader"/>.</summary>
public sealed record S3Address
{
    public const string Scheme = "s3";

    public required string Bucket { get; init; }

    /// <summary>What all names of the store begin with: empty, or ends with a slash.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The server, as <c>https://minio:9000</c>; null for Amazon's own of the region.</summary>
    public Uri? Endpoint { get; init; }

    public required string Region { get; init; }

    /// <summary>Whose credentials are used, of those in the user's AWS files; null for those of the environment, or the machine's role.</summary>
    public string? Profile { get; init; }

    /// <summary>The stored secret that holds <c>KEY-ID:KEY</c> or <c>KEY-ID:KEY:TOKEN</c>; null when there is none.</summary>
    public string? Credential { get; init; }

    /// <summary>Whether the bucket stands in the path instead of the host name; usual where an endpoint is given.</summary>
    public bool PathStyle { get; init; }

    /// <summary>It holds no secret.</summary>
    public override string ToString()
        => $"{Scheme}://{Bucket}/{Prefix}".TrimEnd('/')
            + (Endpoint is null ? $"?region={Region}" : $"?endpoint={Endpoint.GetLeftPart(UriPartial.Authority)}");
}
