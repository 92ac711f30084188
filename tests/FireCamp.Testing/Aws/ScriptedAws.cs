using System.Net;
using System.Text;

namespace FireCamp.Testing.Aws;

/// <summary>Answers each request as a test says; nothing leaves the process.</summary>
public sealed class ScriptedAws(HttpMessageHandler inner, Func<AwsRequest, (HttpStatusCode Status, string Body)> answer) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (status, body) = answer(await AwsRequest.ReadAsync(request, cancellationToken));
        return new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
    }
}
