using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>Keeps objects in a bucket of Amazon's S3, or of any server that speaks it and honours <c>If-None-Match: *</c>.</summary>
/// <remarks>Closing disposes the client.</remarks>
public sealed class S3BackupStore : IBackupStore
{
    private const int MostInOneDeletion = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IAmazonS3 client;
    private readonly S3Address address;
    private readonly S3Upload upload;
    private readonly S3Failures failures;

    internal S3BackupStore(IAmazonS3 client, S3Address address)
    {
        (this.client, this.address) = (client, address);
        failures = new S3Failures(address);
        upload = new S3Upload(client, address.Bucket);
    }

    public string Url => address.ToString();

    /// <summary>A store with the credentials that the address means.</summary>
    /// <exception cref="BackupStoreException">They aren't there, or can't be used.</exception>
    public static async Task<IBackupStore> OpenAsync(S3Address address, ISecretStore? secrets, CancellationToken cancel)
        => new S3BackupStore(await S3Clients.OpenAsync(address, secrets, cancel).ConfigureAwait(false), address);

    public Task CheckAsync(CancellationToken cancel) => StoreProbe.RunAsync(this, cancel);

    public async Task<bool> WriteAsync(string name, Stream content, CancellationToken cancel)
    {
        var key = KeyOf(name);
        try
        {
            return await upload.WriteAsync(key, content, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (failures.For(e, cancel) is { } failure)
        {
            throw failure;
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancel) => TryAsync<Stream?>(
        async () =>
        {
            try
            {
                var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = address.Bucket, Key = KeyOf(name) }, cancel)
                    .ConfigureAwait(false);
                return new StoreStream(answer.ResponseStream, answer, Patience, e => failures.For(e, CancellationToken.None));
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != S3Failures.NoBucket)
            {
                // Not all servers say what isn't there: the object, or the bucket.
                if (e.ErrorCode != S3Failures.NoObject)
                {
                    var one = new ListObjectsV2Request { BucketName = address.Bucket, MaxKeys = 1 };
                    await client.ListObjectsV2Async(one, cancel).ConfigureAwait(false);
                }

                return null;
            }
        },
        cancel);

    public async IAsyncEnumerable<BackupObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in PagesAsync(prefix, delimiter: null, cancel).ConfigureAwait(false))
        {
            foreach (var entry in page.S3Objects ?? [])
            {
                yield return new BackupObject(entry.Key[address.Prefix.Length..], entry.Size ?? 0);
            }
        }
    }

    public async IAsyncEnumerable<string> ListPartsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        var before = "";
        var length = address.Prefix.Length + prefix.Length;
        await foreach (var page in PagesAsync(prefix, delimiter: "/", cancel).ConfigureAwait(false))
        {
            var parts = (page.S3Objects ?? []).Select(o => o.Key).Concat(page.CommonPrefixes ?? []).Order(StringComparer.Ordinal)
                .Select(name => name[length..].TrimEnd('/'));
            foreach (var part in parts.Where(p => p != before))
            {
                yield return before = part;
            }
        }
    }

    public async Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        foreach (var some in names.Chunk(MostInOneDeletion))
        {
            var request = new DeleteObjectsRequest
            {
                BucketName = address.Bucket,
                Objects = [.. some.Select(name => new KeyVersion { Key = KeyOf(name) })],
                Quiet = true,
            };
            await TryAsync(() => client.DeleteObjectsAsync(request, cancel), cancel).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private string KeyOf(string name) => address.Prefix + StoreNames.Require(name);

    private async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(
        string prefix, string? delimiter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = address.Bucket,
            Prefix = address.Prefix + StoreNames.RequirePrefix(prefix),
            Delimiter = delimiter,
        };
        do
        {
            var page = await TryAsync(() => client.ListObjectsV2Async(request, cancel), cancel).ConfigureAwait(false);
            yield return page;
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (failures.For(e, cancel) is { } failure)
        {
            throw failure;
        }
    }
}
