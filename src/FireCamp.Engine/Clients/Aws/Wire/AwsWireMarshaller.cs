using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>Gives the SDK a request as it goes to the service, before it is signed.</summary>
internal sealed class AwsWireMarshaller(AwsService service, Uri endpoint) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var wire = (AwsWireRequest)input;
        var request = new DefaultRequest(wire, service.Id) { HttpMethod = "POST", ResourcePath = "/", Endpoint = endpoint };
        wire.Write(request);
        return request;
    }
}
