using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace FireCamp.Testing.Aws;

/// <summary>Asks the emulator beside what the product asks: not counted, not recorded, not faulted.</summary>
internal sealed class AwsBackdoor(Uri endpoint) : IDisposable
{
    private readonly HttpClient http = new();

    /// <summary>A call of EC2.</summary>
    /// <param name="like">A request to take the region from; null for the default one.</param>
    public async Task<XElement> Ec2Async(string action, AwsRequest? like, params (string Name, string Value)[] parameters)
    {
        var form = parameters.Prepend(("Version", "2016-11-15")).Prepend(("Action", action))
            .Select(p => new KeyValuePair<string, string>(p.Item1, p.Item2));
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=tests/20260101/{RegionOf(like)}/ec2/aws4_request, SignedHeaders=host, Signature=none");
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"the emulator refuses {action}: {text}");
        return Plain(XElement.Parse(text));
    }

    /// <summary>A call of ECS.</summary>
    public async Task<JsonNode> EcsAsync(string action, JsonObject parameters)
    {
        var (succeeded, text) = await TryEcsAsync(action, parameters);
        Assert.True(succeeded, $"the emulator refuses {action}: {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task<(bool Succeeded, string Text)> TryEcsAsync(string action, JsonObject parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(parameters.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1"),
        };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AmazonEC2ContainerServiceV20141113.{action}");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=tests/20260101/{AwsEmulator.Region}/ecs/aws4_request, SignedHeaders=host, Signature=none");
        using var response = await http.SendAsync(request);
        return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>What the product asked, asked again.</summary>
    public async Task<HttpResponseMessage> RepeatAsync(AwsRequest request)
    {
        using var again = request.Again();
        var response = await http.SendAsync(again);
        await response.Content.LoadIntoBufferAsync();
        return response;
    }

    /// <summary>Whether services may use a task definition; also true of one that isn't there, which the emulator refuses itself.</summary>
    public async Task<bool> IsActiveAsync(string definition)
        => await TryEcsAsync("DescribeTaskDefinition", new() { ["taskDefinition"] = definition }) is not (true, var found)
            || JsonNode.Parse(found)!["taskDefinition"]!["status"]!.ToString() == "ACTIVE";

    /// <summary>Everything in the emulator is gone.</summary>
    public async Task ResetAsync()
    {
        using var response = await http.PostAsync(new Uri(endpoint, "moto-api/reset"), null);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    private static string RegionOf(AwsRequest? like)
        => like?.Headers.GetValueOrDefault("Authorization")?.Split('/') is [_, _, var region, ..] ? region : AwsEmulator.Region;

    /// <summary>The same without namespaces.</summary>
    internal static XElement Plain(XElement element)
        => new(element.Name.LocalName, element.HasElements ? element.Elements().Select(Plain) : element.Value);
}
