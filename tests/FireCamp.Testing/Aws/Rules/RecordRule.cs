using System.Collections.Concurrent;
using System.Net;
using System.Xml.Linq;

namespace FireCamp.Testing.Aws.Rules;

/// <summary>A batch of changes of names that can't all be made is refused whole, and a second zone isn't made for one token.</summary>
/// <remarks>Our reading of AWS: ChangeResourceRecordSets and CreateHostedZone. The emulator has another code, and makes both zones.</remarks>
internal sealed class RecordRule : IAwsRule
{
    private readonly ConcurrentDictionary<string, bool> tokens = new();

    public Task<HttpResponseMessage?> AnswerAsync(AwsRequest request, AwsBackdoor backdoor)
        => Task.FromResult(
            request.Name.Operation == "CreateHostedZone" && !tokens.TryAdd(TokenOf(request), true)
                ? AwsAnswers.Error(request, HttpStatusCode.Conflict, "HostedZoneAlreadyExists", "The caller reference was used before.")
                : null);

    public async Task<HttpResponseMessage> CorrectAsync(AwsRequest request, HttpResponseMessage response)
    {
        if (request.Name.Operation == "CreateHostedZone" && !response.IsSuccessStatusCode)
        {
            tokens.TryRemove(TokenOf(request), out _);
        }

        return request.Name.Operation == "ChangeResourceRecordSets" && !response.IsSuccessStatusCode
            && (await response.Content.ReadAsStringAsync()).Contains("InvalidInput", StringComparison.Ordinal)
            ? AwsAnswers.Refusal(request, "InvalidChangeBatch", "Tried to delete a resource record set, but it was not found as it was given")
            : response;
    }

    private static string TokenOf(AwsRequest request) => AwsBackdoor.Plain(XElement.Parse(request.Text)).Element("CallerReference")?.Value ?? "";
}
