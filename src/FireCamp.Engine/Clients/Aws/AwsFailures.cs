using System.Net;
using Amazon.Runtime;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>Says what a failed call means and what to do, with AWS's code and the request's id.</summary>
internal static class AwsFailures
{
    private static readonly string[] Credentials =
    [
        "AuthFailure", "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
        "InvalidSignatureException", "IncompleteSignature", "InvalidAccessKeyId", "MissingAuthenticationToken", "RequestExpired", "OptInRequired",
    ];

    private static readonly string[] Denied =
        ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException", "KMSAccessDeniedException", "AuthorizationError"];

    private static readonly string[] Busy =
    [
        "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown",
        "PriorRequestNotComplete", "ServiceUnavailable", "ServiceUnavailableException", "Unavailable", "InternalError", "InternalFailure",
        "InternalServerError", "ServerException", "InternalServerException", "ProvisionedThroughputExceededException", "RequestTimeout",
    ];

    private static readonly string[] Capacity = ["InsufficientInstanceCapacity", "InsufficientVolumeCapacity", "InsufficientAddressCapacity"];

    /// <summary>The call's answer.</summary>
    /// <exception cref="AwsException">It failed.</exception>
    public static async Task<T> Translated<T>(string call, Func<Task<T>> send, CancellationToken cancel)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not FireCampException && !cancel.IsCancellationRequested && IsOfAws(e))
        {
            throw Of(call, e);
        }
    }

    /// <summary>The client; making it looks for credentials.</summary>
    /// <exception cref="AwsException">There are none.</exception>
    public static T Translated<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (AmazonClientException e)
        {
            throw Of("credentials", e);
        }
    }

    public static AwsException Unreadable(Exception e)
        => new("AwsFailed", $"What AWS answers can't be read: {e.Message}", "See whether something else answers in its place, then repeat.", true, e)
        {
            MayHaveBeenDone = true,
        };

    private static bool IsOfAws(Exception e)
        => e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException
            or OperationCanceledException;

    private static AwsException Of(string call, Exception e) => e switch
    {
        AmazonServiceException { StatusCode: not 0 } said => Of(call, said),
        _ when Inner<HttpRequestException>(e) is { } broken => Unreachable(call, broken.Message, e),
        AmazonClientException said => Make("AwsCredentials", call, said.Message,
            "Give this machine AWS credentials: a role, a profile of ~/.aws, or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.", e),
        _ => Unreachable(call, e.Message, e),
    };

    private static AwsException Of(string call, AmazonServiceException e)
    {
        // The SDK gives some codes only as the exception's type.
        var code = e.ErrorCode is { Length: > 0 } said ? said.Split('#')[^1] : $"{(int)e.StatusCode}";
        var (id, next, temporary) = Meaning(code, e.StatusCode);
        var message = $"AWS refuses {call}: {e.Message.Trim().TrimEnd('.')} ({code}, request {e.RequestId ?? "without an id"}).";
        return new AwsException(id, message, next, temporary, e)
        {
            Code = code, RequestId = e.RequestId, MayHaveBeenDone = (int)e.StatusCode >= 500,
        };
    }

    private static (string Id, string Next, bool Temporary) Meaning(string code, HttpStatusCode status)
    {
        if (Credentials.Contains(code))
        {
            return ("AwsCredentials", "Renew the credentials, see that the clock is right (aws sts get-caller-identity), then repeat.", false);
        }

        if (Denied.Contains(code))
        {
            return ("AwsDenied", "Let the role or user that this runs as do that call; docs/security.md lists what FireCamp needs.", false);
        }

        if (Busy.Contains(code) || (int)status >= 500 || status == HttpStatusCode.TooManyRequests)
        {
            return ("AwsBusy", "AWS can't do it now: repeat; an interrupted operation can be resumed.", true);
        }

        if (Capacity.Contains(code))
        {
            return ("AwsCapacity", "The zone has none left now: repeat later, or use another zone or type.", true);
        }

        return code.Contains("LimitExceeded", StringComparison.Ordinal) || code.Contains("MaxIOPS", StringComparison.Ordinal)
            ? ("AwsQuota", "Raise that quota of the account in Service Quotas or free some of it, then repeat.", false)
            : ("AwsFailed", "See what AWS says about that code; once it is put right, repeat.", false);
    }

    private static AwsException Unreachable(string call, string why, Exception e)
        => new("AwsUnreachable", $"AWS gives no answer to {call}: {why.TrimEnd('.')}.",
            "See that this machine reaches AWS in that region, then repeat; an interrupted operation can be resumed.", true, e)
        {
            MayHaveBeenDone = true,
        };

    private static AwsException Make(string id, string call, string why, string next, Exception e)
        => new(id, $"AWS isn't asked for {call}: {why.TrimEnd('.')}.", next, false, e);

    private static T? Inner<T>(Exception? e)
        where T : Exception
        => e is null or T ? e as T : Inner<T>(e.InnerException);
}
