using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>Reads <c>dynamodb://region/table?option=value&amp;option=value</c>.</summary>
/// <remarks>
/// The options are <c>endpoint</c> (for emulators), <c>profile</c> and <c>timeout</c>; docs/aws.md says what each means. Credentials have no
/// place in a URL, since URLs are shown, logged, and seen in lists of processes.
/// </remarks>
internal sealed partial class DynamoAddressReader
{
    private const string Start = $"{DynamoAddress.Scheme}://";

    private static readonly string[] Known = ["endpoint", "profile", "timeout"];

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    private readonly List<Mistake> mistakes = [];
    private readonly Dictionary<string, string> options = [];

    private DynamoAddressReader()
    {
    }

    /// <exception cref="InvalidInputException">It is no such URL; says every mistake.</exception>
    public static DynamoAddress Read(string url)
    {
        var reader = new DynamoAddressReader();
        var address = reader.ReadAll(url.Trim());
        return reader.mistakes.Count == 0
            ? address
            : throw new InvalidInputException("InvalidMetadataStore", $"Metadata store '{url.Split('?')[0]}'", reader.mistakes);
    }

    private DynamoAddress ReadAll(string url)
    {
        if (!url.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            Wrong("url", $"it must start with {Start}, as {Start}eu-central-1/firecamp-t1.");
            return new DynamoAddress { Region = "", Table = "" };
        }

        var (place, query) = Cut(url[Start.Length..], '?');
        var (region, table) = Cut(place, '/');
        if (!Region().IsMatch(region))
        {
            Wrong("region", $"'{region}' is no region: it is {Start}REGION/TABLE, as {Start}eu-central-1/firecamp-t1.");
        }

        if (table is null || !Table().IsMatch(table))
        {
            Wrong("table", $"'{table}' is no table's name: 3 to 255 letters, digits, '_', '.' and '-'.");
        }

        ReadOptions(query ?? "");
        return new DynamoAddress
        {
            Region = region, Table = table ?? "", Endpoint = ReadEndpoint(), Profile = options.GetValueOrDefault("profile"), Timeout = ReadTimeout(),
        };
    }

    private void ReadOptions(string query)
    {
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (escaped, value) = Cut(option, '=');
            var name = Uri.UnescapeDataString(escaped).ToLowerInvariant();
            if (name.Contains("key", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal))
            {
                Wrong(name, "credentials have no place in a URL: give profile=NAME, or none for the usual chain.");
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

    private Uri? ReadEndpoint()
    {
        if (!options.TryGetValue("endpoint", out var text))
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https")
        {
            return endpoint;
        }

        Wrong("endpoint", $"'{text}' is no URL such as http://127.0.0.1:5000.");
        return null;
    }

    private TimeSpan ReadTimeout()
    {
        if (!options.TryGetValue("timeout", out var text))
        {
            return DynamoAddress.DefaultTimeout;
        }

        if (!Duration.TryParse(text, out var timeout) || timeout < ShortestTimeout || timeout > LongestTimeout)
        {
            Wrong("timeout", $"'{text}' is no time from {Duration.Format(ShortestTimeout)} to {Duration.Format(LongestTimeout)}.");
        }

        return timeout;
    }

    private void Wrong(string where, string what) => mistakes.Add(new Mistake(where, what));

    private static (string Before, string? After) Cut(string text, char at)
        => text.IndexOf(at) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, null);

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{3,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Table();
}
