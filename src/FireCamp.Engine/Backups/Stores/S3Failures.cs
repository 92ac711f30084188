using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>What the answers and exceptions of an S3 client mean, in a person's words.</summary>
internal sealed class S3Failures(S3Address address)
{
    public const string NoBucket = "NoSuchBucket";

    public const string NoObject = "NoSuchKey";

    /// <summary>Null for what isn't the store's failure: that is to come through as it is.</summary>
    public BackupStoreException? For(Exception e, CancellationToken cancel) => e switch
    {
        AmazonS3Exception s3 => Answered(s3),
        OperationCanceledException when cancel.IsCancellationRequested => null,
        _ when IsStores(e) => e is AmazonClientException && e.InnerException is null
            ? Failure($"there are no credentials: {e.Message}", "Give them in the environment, by profile=NAME or by credential=NAME.", e)
            : Failure(Deepest(e).Message, "See that the server runs and can be reached, and repeat.", e, temporary: true),
        _ => null,
    };

    /// <summary>Whether it came of speaking to the server, and not of reading what is written to it.</summary>
    public static bool IsStores(Exception e)
        => e is AmazonClientException or AmazonServiceException or HttpRequestException or TimeoutException or WebException
            or HttpIOException or OperationCanceledException;

    private BackupStoreException Answered(AmazonS3Exception e) => e.ErrorCode switch
    {
        "AccessDenied" or "AllAccessDisabled" => Failure("the credentials give no right to do this.",
            "Allow s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload, and repeat.", e),
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or "InvalidClientTokenId"
            => Failure($"the credentials are refused: {e.Message}",
                "Give the right ones in the environment, by profile=NAME or by credential=NAME.", e),
        "RequestTimeTooSkewed" => Failure("this machine's clock is wrong.", "Set it right, and repeat.", e),
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException"
            => Failure($"the bucket lies in another region than '{address.Region}': {e.Message}", "Give the right region=NAME.", e),
        "QuotaExceeded" or "XMinioStorageFull" => Failure("it is full.", "Make room or delete old backups, and repeat.", e),
        _ when e.StatusCode == HttpStatusCode.NotFound
            => Failure($"there is no bucket '{address.Bucket}'.", "Make it, or correct its name, and repeat.", e),
        _ when e.StatusCode == HttpStatusCode.Forbidden => Failure($"the credentials are refused, or give no right to this: {e.Message}",
            "Give the right ones, or them the right to do it, and repeat.", e),
        _ => Failure($"it answers {(int)e.StatusCode} {e.ErrorCode}: {e.Message}", "Put right what it says, and repeat.", e,
            temporary: (int)e.StatusCode >= 500 || e.StatusCode is HttpStatusCode.TooManyRequests or 0),
    };

    private BackupStoreException Failure(string why, string nextStep, Exception e, bool temporary = false)
        => new(address.ToString(), why, nextStep, temporary, e);

    private static Exception Deepest(Exception e) => e.InnerException is { } inner ? Deepest(inner) : e;
}
