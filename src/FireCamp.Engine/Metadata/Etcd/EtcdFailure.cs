using Grpc.Core;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Why one attempt at one endpoint failed, and what follows from it.</summary>
/// <param name="Outcome">What is known of the request.</param>
/// <param name="Why">Half a sentence for people.</param>
internal sealed record EtcdFailure(EtcdOutcome Outcome, string Why)
{
    private const string TooLarge = "a record is larger than it takes in one request (its --max-request-bytes)";

    /// <summary>Etcd answered that its content can't be trusted.</summary>
    public bool IsDamage { get; private init; }

    /// <summary>There is no connection to it, so that asking again at once is of no use.</summary>
    public bool IsDown { get; private init; }

    /// <param name="patience">How long the attempt was given.</param>
    /// <param name="tls">Whether it was made by TLS.</param>
    public static EtcdFailure Of(RpcException e, TimeSpan patience, bool tls)
    {
        var said = e.Status.Detail;
        return e.StatusCode switch
        {
            _ when EtcdConnectionFailure.Of(e, tls) is { } broken
                => new(broken.NeverSent ? EtcdOutcome.NotDone : EtcdOutcome.Unknown, broken.Why) { IsDown = true },
            _ when Says("Bad gRPC response") => new(EtcdOutcome.Unknown, $"what answers there is no etcd, or not yet: {Text(said)}"),
            StatusCode.DeadlineExceeded or StatusCode.Cancelled => new(EtcdOutcome.Unknown, $"no answer within {patience.TotalSeconds:0.0} s"),
            StatusCode.Unauthenticated when Says("invalid auth token") => new(EtcdOutcome.LoginOver, "the login is over"),
            StatusCode.InvalidArgument when Says("auth store is old") => new(EtcdOutcome.LoginOver, "its users were changed"),
            StatusCode.InvalidArgument when Says("invalid user ID or password") => Refused("the user or the password is wrong"),
            StatusCode.InvalidArgument when Says("user name is empty") => Refused("it asks for a user: give user=NAME and password-file=FILE"),
            StatusCode.InvalidArgument when Says("too large") => Refused(TooLarge),
            StatusCode.ResourceExhausted when Says("larger than max") => Refused(TooLarge),
            StatusCode.PermissionDenied => Refused("the user has no right to the cluster's prefix: grant his role readwrite on it"),
            StatusCode.ResourceExhausted when Says("space exceeded")
                => Refused("its space is used up (alarm NOSPACE): compact and defragment it or raise its quota, then etcdctl alarm disarm"),
            StatusCode.ResourceExhausted when Says("too many requests") => new(EtcdOutcome.NotDone, "it has too many requests"),
            StatusCode.DataLoss => Refused(Text(said)) with { IsDamage = true },
            StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange or StatusCode.ResourceExhausted
                or StatusCode.Unauthenticated or StatusCode.Unimplemented => Refused(Text(said)),
            _ => new(EtcdOutcome.Unknown, Text(said)),
        };

        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static EtcdFailure Refused(string why) => new(EtcdOutcome.Refused, why);

    private static string Text(string said)
        => (said.StartsWith("etcdserver: ", StringComparison.Ordinal) ? said["etcdserver: ".Length..] : said).TrimEnd('.');
}
