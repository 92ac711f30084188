using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>Writes one object: at once when it fits into one part, else in parts.</summary>
/// <remarks>
/// What is sent lies in memory meanwhile, so that it can be sent again. An upload in parts that fails is taken back; that of a process
/// that was killed is the bucket's to remove (docs/backups.md: its life cycle rule).
/// </remarks>
internal sealed class S3Upload(IAmazonS3 client, string bucket)
{
    /// <summary>More than a whole segment of PostgreSQL's log takes, so that such are written at once, which every server does atomically.</summary>
    public const int PartSize = 20 << 20;

    private const int FirstRead = 1 << 20;
    private const int Conflicts = 5;

    /// <summary>As <see cref="IBackupStore.WriteAsync"/> has it.</summary>
    public async Task<bool> WriteAsync(string key, Stream content, CancellationToken cancel)
    {
        var part = await ReadPartAsync(content, cancel).ConfigureAwait(false);
        if (part.Length < PartSize)
        {
            return await PutAsync(key, part, cancel).ConfigureAwait(false);
        }

        // Not all servers look at the condition at the end of an upload in parts, so it is looked at first too.
        return !await ExistsAsync(key, cancel).ConfigureAwait(false) && await PutPartsAsync(key, part, content, cancel).ConfigureAwait(false);
    }

    private async Task<bool> PutAsync(string key, MemoryStream content, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        InputStream = content,
                        AutoCloseStream = false,
                        UseChunkEncoding = false,
                        IfNoneMatch = "*",
                    },
                    cancel).ConfigureAwait(false);
                return true;
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Conflict && tries < Conflicts)
            {
                // Somebody else writes the same name just now; the next answer says who was first.
                content.Position = 0;
            }
        }
    }

    private async Task<bool> PutPartsAsync(string key, MemoryStream first, Stream content, CancellationToken cancel)
    {
        var begun = await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancel)
            .ConfigureAwait(false);
        var finished = false;
        try
        {
            var parts = await SendAsync(key, begun.UploadId, first, content, cancel).ConfigureAwait(false);
            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = key,
                    UploadId = begun.UploadId,
                    PartETags = parts,
                    IfNoneMatch = "*",
                },
                cancel).ConfigureAwait(false);
            return finished = true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            return false;
        }
        finally
        {
            if (!finished)
            {
                await TakeBackAsync(key, begun.UploadId).ConfigureAwait(false);
            }
        }
    }

    private async Task<List<PartETag>> SendAsync(string key, string upload, MemoryStream part, Stream content, CancellationToken cancel)
    {
        var parts = new List<PartETag>();
        for (; part.Length > 0; part = await ReadPartAsync(content, cancel).ConfigureAwait(false))
        {
            var number = parts.Count + 1;
            var sent = await client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = bucket,
                    Key = key,
                    UploadId = upload,
                    PartNumber = number,
                    PartSize = part.Length,
                    InputStream = part,
                    UseChunkEncoding = false,
                },
                cancel).ConfigureAwait(false);
            parts.Add(new PartETag(number, sent.ETag));
        }

        return parts;
    }

    private async Task TakeBackAsync(string key, string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload }, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (S3Failures.IsStores(e))
        {
            // What stopped the upload stops this too; the bucket's life cycle rule removes it.
        }
    }

    private async Task<bool> ExistsAsync(string key, CancellationToken cancel)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket, key, cancel).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // Only as long as the content is: most objects are far shorter than a part.
    private static async Task<MemoryStream> ReadPartAsync(Stream content, CancellationToken cancel)
    {
        if (content is MemoryStream memory && memory.Length - memory.Position is var left && left < PartSize && memory.Position == 0)
        {
            return memory;
        }

        var part = new byte[FirstRead];
        var length = 0;
        while (await content.ReadAtLeastAsync(part.AsMemory(length), part.Length - length, false, cancel).ConfigureAwait(false) is var read)
        {
            length += read;
            if (length < part.Length || length == PartSize)
            {
                break;
            }

            Array.Resize(ref part, Math.Min(2 * part.Length, PartSize));
        }

        return new MemoryStream(part, 0, length, writable: false);
    }
}
