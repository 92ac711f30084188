using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>Speaks to one service by way of the SDK: its credentials, signatures, clock correction and repeats.</summary>
internal sealed class AwsWire : AmazonServiceClient
{
    private readonly AwsWireMarshaller marshaller;
    private readonly AwsWireUnmarshaller unmarshaller = new();

    public AwsWire(AwsService service, AWSCredentials credentials, AwsWireConfig config)
        : base(credentials, config)
    {
        Service = service;
        marshaller = new AwsWireMarshaller(service, new Uri(config.ServiceURL));
    }

    public AwsService Service { get; }

    /// <summary>The reply's body.</summary>
    /// <exception cref="AwsException">The service refuses, or gives no answer.</exception>
    public Task<byte[]> SendAsync(string operation, Action<IRequest> write, CancellationToken cancel)
        => AwsFailures.Translated(
            $"{Service.Signing}:{operation}",
            async () =>
            {
                AwsCallName.Rest.Value = operation;
                var options = new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller };
                var reply = await InvokeAsync<AwsWireReply>(new AwsWireRequest(operation, write), options, cancel).ConfigureAwait(false);
                return reply.Body;
            },
            cancel);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        => pipeline.AddHandlerAfter<Marshaller>(new Signing());

    private sealed class Signing : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
