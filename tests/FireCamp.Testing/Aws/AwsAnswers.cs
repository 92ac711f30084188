using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace FireCamp.Testing.Aws;

/// <summary>Answers in the form that each service gives them.</summary>
internal static class AwsAnswers
{
    public static HttpResponseMessage Ok(byte[] body, string type = "text/xml")
        => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) { Headers = { { "Content-Type", type } } } };

    public static HttpResponseMessage Xml(string body) => Ok(Encoding.UTF8.GetBytes(body));

    public static HttpResponseMessage Error(AwsRequest request, HttpStatusCode status, string code, string message)
    {
        var id = Guid.NewGuid();
        var (body, type) = request.Name.Service switch
        {
            "ec2" => ("<Response><Errors><Error>"
                + $"<Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>{id}</RequestID></Response>", "text/xml"),
            "route53" when code == "InvalidChangeBatch"
                => ("<InvalidChangeBatch>"
                    + $"<Messages><Message>{message}</Message></Messages><RequestId>{id}</RequestId></InvalidChangeBatch>", "text/xml"),
            "route53" or "cloudformation" or "autoscaling" or "sts" => ("<ErrorResponse><Error><Type>Sender</Type>"
                + $"<Code>{code}</Code><Message>{message}</Message></Error><RequestId>{id}</RequestId></ErrorResponse>", "text/xml"),
            _ => (new JsonObject { ["__type"] = $"com.amazonaws#{code}", ["message"] = message }.ToJsonString(), "application/x-amz-json-1.1"),
        };
        var response = Ok(Encoding.UTF8.GetBytes(body), type);
        response.StatusCode = status;
        response.Headers.Add("x-amzn-RequestId", id.ToString());
        return response;
    }

    /// <summary>A transaction of DynamoDB met another one.</summary>
    public static HttpResponseMessage Conflict()
    {
        var body = """
            {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled",
             "CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"}]}
            """;
        var response = Ok(Encoding.UTF8.GetBytes(body), "application/x-amz-json-1.0");
        response.StatusCode = HttpStatusCode.BadRequest;
        return response;
    }

    public static HttpResponseMessage Refusal(AwsRequest request, string code, string message)
        => Error(request, HttpStatusCode.BadRequest, code, message);
}
