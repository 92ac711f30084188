using System.Text.Json;
using System.Text.Json.Nodes;

namespace FireCamp.Testing.Aws;

/// <summary>Has botocore check what was sent: by each service's model, and by its signature.</summary>
public static class RequestCheck
{
    /// <summary>Every request is right.</summary>
    /// <returns>How many there were, by operation.</returns>
    public static async Task<string> AllAreRightAsync(IEnumerable<AwsRequest> requests)
    {
        using var folder = new TestFolder();
        await File.WriteAllLinesAsync(folder.File("requests"), requests.Select(Line));
        var key = await AwsEmulator.Credentials.GetCredentialsAsync();
        return (await AwsTools.PythonAsync("check_requests.py", folder.File("requests"), key.AccessKey, key.SecretKey)).Trim();
    }

    private static string Line(AwsRequest request) => new JsonObject
    {
        ["service"] = request.Name.Service,
        ["operation"] = request.Name.Operation,
        ["method"] = request.Method,
        ["url"] = request.Url.AbsoluteUri,
        ["headers"] = JsonSerializer.SerializeToNode(request.Headers),
        ["body"] = Convert.ToBase64String(request.Body),
    }.ToJsonString();
}
