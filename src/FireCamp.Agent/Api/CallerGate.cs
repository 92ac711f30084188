using FireCamp.Engine.Clients.Agent;
using Microsoft.AspNetCore.Http.Features;

namespace FireCamp.Agent.Api;

/// <summary>Lets requests over TLS through only while the caller's certificate is good, by the authorities accepted at that moment.</summary>
internal sealed class CallerGate(IAgentIdentities identities, TimeProvider time)
{
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<ITlsConnectionFeature>() is { } tls
            && CertificateCheck.OfClient(tls.ClientCertificate, identities.Current.Authorities, time) is { } fault)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers.Connection = "close";
            await context.Response.WriteAsJsonAsync(
                AgentCertificateException.RefusalOf(fault), AgentJson.Default.AgentError, cancellationToken: context.RequestAborted)
                .ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    }
}
