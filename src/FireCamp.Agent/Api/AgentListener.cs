using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using FireCamp.Engine.Clients.Agent;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace FireCamp.Agent.Api;

/// <summary>Where the agent answers over TCP, with TLS in which callers too must show a certificate of the cluster's authority.</summary>
/// <param name="Endpoint">An address of this node's own under which the others reach it; port 0 takes a free one.</param>
internal sealed record AgentListener(IPEndPoint Endpoint, IAgentIdentities Identities)
{
    /// <exception cref="Engine.Model.FireCampException">There is no identity that can be used.</exception>
    public void AddTo(KestrelServerOptions options)
    {
        _ = Identities.Current;
        options.Listen(Endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Options(Identities.Current)) });
        });
    }

    // Any certificate gets through the handshake, and CallerGate looks at it before anything is asked: so a caller learns why it
    // is refused, and one that is no longer accepted is refused on connections that it kept too.
    [SuppressMessage("Security", "CA5359", Justification = "CallerGate checks the caller's certificate, at each request.")]
    private static SslServerAuthenticationOptions Options(AgentIdentity identity) => new()
    {
        ServerCertificateContext = identity.Context,
        EnabledSslProtocols = SslProtocols.Tls13,
        ClientCertificateRequired = true,
        CertificateChainPolicy = CertificateCheck.Policy(identity.Authorities),
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
        AllowTlsResume = false,
    };
}
