using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>Connects to an agent over TCP with TLS in which both sides show certificates of the cluster's authority.</summary>
internal sealed class AgentTlsConnection(Uri endpoint, AgentIdentity identity, TimeProvider time)
{
    /// <exception cref="AgentCertificateException">The server isn't that agent.</exception>
    public async ValueTask<Stream> OpenAsync(CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? stream = null;
        CertificateFault? fault = null;
        try
        {
            await socket.ConnectAsync(endpoint.IdnHost, endpoint.Port, cancel).ConfigureAwait(false);
            stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsClientAsync(Options(certificate => fault = Check(certificate)), cancel).ConfigureAwait(false);
            return stream;
        }
        catch (Exception e)
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            socket.Dispose();
            if (e is AuthenticationException && fault is { } found)
            {
                throw new AgentCertificateException(endpoint.OriginalString, found);
            }

            throw;
        }
    }

    private CertificateFault? Check(X509Certificate? certificate)
        => CertificateCheck.OfServer(certificate as X509Certificate2, identity.Authorities, endpoint.IdnHost, time);

    // A resumed session would keep an old certificate in use.
    private SslClientAuthenticationOptions Options(Func<X509Certificate?, CertificateFault?> check) => new()
    {
        TargetHost = endpoint.IdnHost,
        EnabledSslProtocols = SslProtocols.Tls13,
        ClientCertificateContext = identity.Context,
        CertificateChainPolicy = CertificateCheck.Policy(identity.Authorities),
        RemoteCertificateValidationCallback = (_, certificate, _, _) => check(certificate) is null,
        AllowTlsResume = false,
    };
}
