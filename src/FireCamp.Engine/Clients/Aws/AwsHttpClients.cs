using Amazon.Runtime;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>Has the SDK send its requests by way of <see cref="AwsTraffic"/>, over connections that all clients share.</summary>
internal sealed class AwsHttpClients(HttpMessageHandler transport, AwsPaces paces, TimeSpan timeout, TimeProvider time)
    : Amazon.Runtime.HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        => new(new AwsTraffic(transport, paces, timeout, time), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
