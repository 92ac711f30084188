using System.Text;
using System.Text.Json;

namespace FireCamp.Agent.Images;

/// <summary>The logins that <c>docker login</c> keeps in a file; those that it gives to a credential helper aren't asked for.</summary>
/// <param name="file">Docker's <c>config.json</c>, which need not exist. Read at each use, so that a login counts at once.</param>
internal sealed class RegistryLogins(string file)
{
    private const string DockerHub = "docker.io";

    /// <summary>Those of the user that this process runs as.</summary>
    public static RegistryLogins OfThisUser() => new(Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json"));

    /// <summary>What Docker's API wants to be told of the image's registry (<c>X-Registry-Auth</c>); null without a login there.</summary>
    /// <param name="image">Its name, without tag and digest.</param>
    public string? Find(string image)
    {
        var registry = RegistryOf(image);
        try
        {
            using var config = JsonDocument.Parse(File.ReadAllText(file));
            return config.RootElement.TryGetProperty("auths", out var logins)
                ? logins.EnumerateObject().Where(l => HostOf(l.Name) == registry).Select(l => HeaderOf(l.Name, l.Value))
                    .FirstOrDefault(h => h is not null)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException)
        {
            // Then the registry says that it wants a login, if it does.
            return null;
        }
    }

    // An image's first part is a registry if it looks like a host; all others are Docker Hub's.
    private static string RegistryOf(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        return first == "localhost" || first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal)
            ? HostOf(first)
            : DockerHub;
    }

    private static string HostOf(string registry)
    {
        var from = registry.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var to = registry.IndexOf('/', from);
        var host = to < 0 ? registry[from..] : registry[from..to];
        return host is "index.docker.io" or "registry-1.docker.io" ? DockerHub : host;
    }

    private static string? HeaderOf(string address, JsonElement login)
    {
        var user = Text(login, "auth") is { Length: > 0 } auth ? Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2) : [];
        var token = Text(login, "identitytoken");
        if (user.Length < 2 && token.Length == 0)
        {
            return null;
        }

        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteString("username", user.ElementAtOrDefault(0) ?? "");
            json.WriteString("password", user.ElementAtOrDefault(1) ?? "");
            json.WriteString("identitytoken", token);
            json.WriteString("serveraddress", address);
            json.WriteEndObject();
        }

        return Convert.ToBase64String(header.ToArray()).Replace('+', '-').Replace('/', '_');
    }

    private static string Text(JsonElement login, string name)
        => login.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
