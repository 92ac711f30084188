using Amazon.Runtime;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>A reply as it came.</summary>
internal sealed class AwsWireReply : AmazonWebServiceResponse
{
    public byte[] Body { get; set; } = [];
}
