using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>Reads <c>s3://bucket/prefix?endpoint=…&amp;region=…</c>.</summary>
/// <remarks>
/// The options are <c>endpoint</c>, <c>region</c>, <c>profile</c>, <c>credential</c> and <c>path-style</c>; docs/backups.md says what each means.
/// Keys have no place in a URL, since URLs are shown, logged, and seen in lists of processes.
/// </remarks>
internal sealed partial class S3AddressReader
{
    private const string Start = $"{S3Address.Scheme}://";
    private const string UsualRegion = "us-east-1";

    private static readonly string[] Known = ["endpoint", "region", "profile", "credential", "path-style"];

    private readonly List<Mistake> mistakes;
    private readonly Dictionary<string, string> options = [];

    private S3AddressReader(List<Mistake> mistakes) => this.mistakes = mistakes;

    /// <summary>The address; adds what is wrong with it to <paramref name="mistakes"/>.</summary>
    public static S3Address Read(string url, List<Mistake> mistakes) => new S3AddressReader(mistakes).ReadAll(url);

    private S3Address ReadAll(string url)
    {
        var (rest, query) = Cut(url[Start.Length..], '?');
        var (bucket, path) = Cut(rest, '/');
        ReadOptions(query ?? "");
        var endpoint = ReadEndpoint();
        if (options.ContainsKey("profile") && options.ContainsKey("credential"))
        {
            Wrong("credential", "either it or profile, not both.");
        }

        return new S3Address
        {
            Bucket = ReadBucket(bucket),
            Prefix = ReadPrefix(path ?? ""),
            Endpoint = endpoint,
            Region = ReadRegion(endpoint is not null || options.ContainsKey("endpoint")),
            Profile = options.GetValueOrDefault("profile"),
            Credential = ReadCredential(),
            PathStyle = ReadPathStyle(usual: endpoint is not null),
        };
    }

    private void ReadOptions(string query)
    {
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (escaped, value) = Cut(option, '=');
            var name = Uri.UnescapeDataString(escaped).ToLowerInvariant();
            if (KeyName().IsMatch(name))
            {
                Wrong(name, "keys have no place in a URL: use the environment's, profile=NAME of AWS files, or a stored credential=NAME.");
            }
            else if (!Known.Contains(name))
            {
                Wrong(name, $"there is no such option; there are {string.Join(", ", Known)}.");
            }
            else if (string.IsNullOrEmpty(value))
            {
                Wrong(name, $"it needs a value: {name}=….");
            }
            else if (!options.TryAdd(name, Uri.UnescapeDataString(value)))
            {
                Wrong(name, "it is given twice.");
            }
        }
    }

    private string ReadBucket(string bucket)
    {
        if (bucket.LastIndexOf('@') is var at and >= 0)
        {
            Wrong("bucket", "keys have no place before the bucket: use the environment's, profile=NAME or credential=NAME.");
            bucket = bucket[(at + 1)..];
        }

        if (!Bucket().IsMatch(bucket) || bucket.Contains("..", StringComparison.Ordinal))
        {
            Wrong("bucket", $"'{bucket}' is no bucket's name: 3 to 63 small letters, digits, dots and hyphens, as {Start}my-bucket/backups.");
        }

        return bucket;
    }

    private string ReadPrefix(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        foreach (var part in parts.Where(p => !StoreNames.IsPart(p)))
        {
            Wrong("prefix", $"'{part}' has other characters than letters, digits, dots, hyphens and underscores, or begins with a dot.");
        }

        return parts.Count == 0 ? "" : $"{string.Join('/', parts)}/";
    }

    private Uri? ReadEndpoint()
    {
        if (!options.TryGetValue("endpoint", out var text))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            Wrong("endpoint", "it is no URL such as https://minio.example.net:9000.");
            return null;
        }

        if (uri.UserInfo.Length > 0)
        {
            Wrong("endpoint", "keys have no place in a URL.");
        }

        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
        {
            Wrong("endpoint", $"it must end after the host and port, as {uri.Scheme}://{uri.Authority}.");
        }

        return new Uri(uri.GetLeftPart(UriPartial.Authority).Replace($"{uri.UserInfo}@", "", StringComparison.Ordinal));
    }

    private string ReadRegion(bool hasEndpoint)
    {
        var region = options.GetValueOrDefault("region") ?? FromEnvironment("AWS_REGION") ?? FromEnvironment("AWS_DEFAULT_REGION")
            ?? (hasEndpoint ? UsualRegion : null);
        if (region is null)
        {
            Wrong("region", "there is none: give region=NAME, or endpoint=URL of a server that isn't Amazon's.");
        }
        else if (!Region().IsMatch(region))
        {
            Wrong("region", $"'{region}' is no region's name, as eu-central-1.");
        }

        return region ?? UsualRegion;
    }

    private string? ReadCredential()
    {
        var credential = options.GetValueOrDefault("credential");
        if (credential is not null && !StoreNames.IsPart(credential))
        {
            Wrong("credential", $"'{credential}' is no secret's name.");
        }

        return credential;
    }

    private bool ReadPathStyle(bool usual)
    {
        if (!options.TryGetValue("path-style", out var text))
        {
            return usual;
        }

        if (!bool.TryParse(text, out var value))
        {
            Wrong("path-style", $"'{text}' is neither true nor false.");
        }

        return value;
    }

    private static string? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private void Wrong(string where, string what) => mistakes.Add(new Mistake(where, what));

    private static (string Before, string? After) Cut(string text, char at)
        => text.IndexOf(at) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, null);

    [GeneratedRegex("key|secret|password|token")]
    private static partial Regex KeyName();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,61}\z")]
    private static partial Regex Region();
}
