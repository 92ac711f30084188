using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>Takes a reply's body as it is, and makes an exception of an error.</summary>
internal sealed class AwsWireUnmarshaller : ResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var context = (AwsWireContext)input;
        return new AwsWireReply
        {
            Body = context.ReadBody(),
            ResponseMetadata = new ResponseMetadata { RequestId = AwsWireError.RequestIdOf(context.ResponseData) },
        };
    }

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var context = (AwsWireContext)input;
        var error = AwsWireError.Read(context.ReadBody(), context.ResponseData);
        return new AmazonServiceException(
            error.Message, innerException, (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender, error.Code, error.RequestId, statusCode);
    }

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException)
        => new AwsWireContext(responseStream, isException, response);

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext)
        => new AwsWireContext(responseStream, isException, response);
}
