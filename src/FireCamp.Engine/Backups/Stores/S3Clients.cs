using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>Makes clients for S3 as an address wants them.</summary>
internal static class S3Clients
{
    private const int Retries = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <exception cref="BackupStoreException">The credentials that it names aren't there.</exception>
    public static async Task<IAmazonS3> OpenAsync(S3Address address, ISecretStore? secrets, CancellationToken cancel)
    {
        var credentials = address switch
        {
            { Credential: { } name } => Read(address, name, await FindAsync(name, secrets, cancel).ConfigureAwait(false)),
            { Profile: { } name } => Find(address, name),
            _ => null,
        };
        return credentials is null ? new AmazonS3Client(Configure(address)) : new AmazonS3Client(credentials, Configure(address));
    }

    /// <remarks>FireCamp has digests of its own; those of the client are a newer invention that not all servers take.</remarks>
    internal static AmazonS3Config Configure(S3Address address)
    {
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            Timeout = Timeout,
            ConnectTimeout = ConnectTimeout,
            ForcePathStyle = address.PathStyle,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            AuthenticationRegion = address.Region,
        };
        if (address.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(address.Region);
        }

        return config;
    }

    private static async Task<string?> FindAsync(string name, ISecretStore? secrets, CancellationToken cancel)
        => secrets is null ? null : await secrets.FindAsync(BackupStoreFactory.SecretOf(name), cancel).ConfigureAwait(false);

    private static AWSCredentials Read(S3Address address, string name, string? secret) => secret?.Split(':', 3) switch
    {
        [{ Length: > 0 } id, { Length: > 0 } key] => new BasicAWSCredentials(id, key),
        [{ Length: > 0 } id, { Length: > 0 } key, { Length: > 0 } token] => new SessionAWSCredentials(id, key, token),
        null => throw new BackupStoreException(address.ToString(), $"there is no stored credential '{name}'.", "Store it, or correct its name."),
        _ => throw new BackupStoreException(address.ToString(), $"the stored credential '{name}' isn't KEY-ID:KEY.", "Store it anew."),
    };

    private static AWSCredentials Find(S3Address address, string profile)
        => new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)
            ? credentials
            : throw new BackupStoreException(address.ToString(), $"there is no profile '{profile}' in this user's AWS files.",
                "Add it with its keys, or correct its name.");
}
