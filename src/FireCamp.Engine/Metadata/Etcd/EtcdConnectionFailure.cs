using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>What went wrong below gRPC: no connection, or one that broke.</summary>
/// <param name="NeverSent">Whether the request surely never went out.</param>
internal sealed record EtcdConnectionFailure(bool NeverSent, string Why)
{
    /// <summary>Null when the connection was not what failed.</summary>
    public static EtcdConnectionFailure? Of(RpcException e, bool tls)
    {
        var causes = Causes(e).ToList();
        if (causes.OfType<HttpRequestException>().FirstOrDefault() is not { } http)
        {
            return null;
        }

        var socket = causes.OfType<SocketException>().LastOrDefault()?.Message;
        return http.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new(true, "its name can't be resolved"),
            HttpRequestError.ConnectionError => new(true, socket ?? http.Message),
            HttpRequestError.SecureConnectionError => new(true, Tls(causes) ?? http.Message),
            _ when Says(causes, "alert") && Says(causes, "certificate") => new(false, Refused(Says(causes, "required"))),
            _ when Says(causes, "HTTP/2 handshake") => new(false, tls
                ? "it ended the connection at once: it refuses the certificate that it is shown, or wants one (cert, key)"
                : "it ended the connection at once: it is no etcd, or it speaks TLS (tls=true)"),
            _ => new(false, socket ?? causes[^1].Message.TrimEnd('.')),
        };
    }

    private static string Refused(bool wantsOne)
        => wantsOne ? "it wants a certificate (cert, key)" : "it refuses the certificate that it is shown, or wants one (cert, key)";

    private static string? Tls(List<Exception> causes)
        => causes.OfType<AuthenticationException>().LastOrDefault()?.Message switch
        {
            null => null,
            var said when Has(said, "UntrustedRoot") || Has(said, "PartialChain")
                => "its certificate was not issued by an authority that is trusted (ca)",
            var said when Has(said, "NameMismatch") => "its certificate is not for this host",
            var said => $"no TLS connection: {said.TrimEnd('.')}",
        };

    private static bool Says(List<Exception> causes, string words) => causes.Any(c => Has(c.Message, words));

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.Ordinal);

    private static IEnumerable<Exception> Causes(RpcException e)
    {
        for (var cause = e.Status.DebugException ?? e.InnerException; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
