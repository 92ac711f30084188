using System.Net;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Dns.Route53;

/// <summary>Route 53 whose servers take a while to follow; the emulator's follow at once.</summary>
internal sealed class ScriptedSync(AwsEmulator emulator, int pending)
{
    public int Pending { get; set; } = pending;

    public int Asked { get; private set; }

    public HttpMessageHandler Around(HttpMessageHandler inner) => new Handler(emulator.Overlay(inner), this);

    private sealed class Handler(HttpMessageHandler inner, ScriptedSync sync) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.Contains("/change/", StringComparison.Ordinal) || sync.Asked++ >= sync.Pending)
            {
                return base.SendAsync(request, cancellationToken);
            }

            var body = "<GetChangeResponse><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status></ChangeInfo></GetChangeResponse>";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
        }
    }
}
