using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>A request that writes itself.</summary>
internal sealed class AwsWireRequest(string operation, Action<IRequest> write) : AmazonWebServiceRequest
{
    public string Operation => operation;

    public void Write(IRequest request) => write(request);
}
