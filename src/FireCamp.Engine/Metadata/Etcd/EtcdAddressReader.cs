using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Reads <c>etcd://host:2379,host:2379/prefix?option=value&amp;option=value</c>.</summary>
/// <remarks>
/// Only the hosts are needed. The options are <c>tls</c>, <c>ca</c>, <c>cert</c>, <c>key</c>, <c>user</c>, <c>password-file</c>,
/// <c>credential</c>, <c>timeout</c>, <c>compact</c>; docs/etcd.md says what each means. A <c>credential</c> is a file in the
/// folder that systemd keeps a service's credentials in (<c>$CREDENTIALS_DIRECTORY</c>). A password itself has no place
/// in a URL, since URLs are shown, logged, and seen in lists of processes.
/// </remarks>
internal sealed class EtcdAddressReader
{
    private const string Start = $"{EtcdAddress.Scheme}://";

    private static readonly string[] Known = ["tls", "ca", "cert", "key", "user", "password-file", "credential", "timeout", "compact"];

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    private readonly List<Mistake> mistakes = [];
    private readonly Dictionary<string, string> options = [];

    private EtcdAddressReader()
    {
    }

    /// <exception cref="InvalidInputException">It is no such URL; says every mistake, and no password that stands in it.</exception>
    public static EtcdAddress Read(string url)
    {
        var reader = new EtcdAddressReader();
        var address = reader.ReadAll(url.Trim());
        return reader.mistakes.Count == 0
            ? address
            : throw new InvalidInputException("InvalidMetadataStore", $"Metadata store '{Shown(url)}'", reader.mistakes);
    }

    private EtcdAddress ReadAll(string url)
    {
        if (!url.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            Wrong("url", $"it must start with {Start}, as {Start}10.0.0.1:2379,10.0.0.2:2379/firecamp.");
            return new EtcdAddress { Endpoints = [] };
        }

        var (rest, query) = Cut(url[Start.Length..], '?');
        var (hosts, path) = Cut(rest, '/');
        ReadOptions(query ?? "");
        var endpoints = ReadEndpoints(hosts);
        var address = new EtcdAddress
        {
            Endpoints = endpoints,
            Prefix = ReadPrefix(path),
            Tls = ReadTls(),
            CaFile = File("ca"),
            CertificateFile = File("cert"),
            KeyFile = File("key"),
            User = options.GetValueOrDefault("user"),
            PasswordFile = ReadPasswordFile(),
            Timeout = ReadTimeout(),
            Compact = ReadBool("compact", usual: true),
        };
        CheckTogether(address);
        return address;
    }

    private void ReadOptions(string query)
    {
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (escaped, value) = Cut(option, '=');
            var name = Uri.UnescapeDataString(escaped).ToLowerInvariant();
            if (name == "password")
            {
                Wrong(name, "a password has no place in a URL: write it to a file and give password-file=FILE.");
            }
            else if (!Known.Contains(name))
            {
                Wrong(name, $"there is no such option; there are {string.Join(", ", Known)}.");
            }
            else if (string.IsNullOrEmpty(value) && name is not ("tls" or "compact"))
            {
                Wrong(name, $"it needs a value: {name}=….");
            }
            else if (!options.TryAdd(name, Uri.UnescapeDataString(value ?? "true")))
            {
                Wrong(name, "it is given twice.");
            }
        }
    }

    private List<string> ReadEndpoints(string hosts)
    {
        if (hosts.LastIndexOf('@') is var at and >= 0)
        {
            Wrong("user", "a user has no place before the hosts: give user=NAME and password-file=FILE.");
            hosts = hosts[(at + 1)..];
        }

        var endpoints = new List<string>();
        foreach (var host in hosts.Split(',', StringSplitOptions.TrimEntries))
        {
            if (host.Length == 0)
            {
                Wrong("host", hosts.Length == 0 ? "there is none: name each endpoint as host:2379." : "there is an empty one between two commas.");
            }
            else if (ReadEndpoint(host) is not { } endpoint)
            {
                Wrong("host", $"'{host}' is no host:port; the port is 1 to 65535, and an IPv6 address stands in brackets.");
            }
            else if (endpoints.Contains(endpoint))
            {
                Wrong("host", $"'{endpoint}' is named twice.");
            }
            else
            {
                endpoints.Add(endpoint);
            }
        }

        return endpoints;
    }

    private static string? ReadEndpoint(string text)
    {
        var bracket = text.LastIndexOf(']');
        var colon = text.LastIndexOf(':');
        var host = colon > bracket ? text[..colon] : text;
        var port = EtcdAddress.DefaultPort;
        if (colon > bracket && !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port))
        {
            return null;
        }

        var isHost = bracket < 0
            ? Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            : host[0] == '[' && host[^1] == ']' && Uri.CheckHostName(host) is UriHostNameType.IPv6;
        return isHost && port is > 0 and <= ushort.MaxValue ? $"{host.ToLowerInvariant()}:{port}" : null;
    }

    private string ReadPrefix(string? path)
    {
        var parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        if (parts.Any(p => p.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
        {
            Wrong("prefix", "it has spaces or control characters.");
        }

        return parts.Count == 0 ? EtcdAddress.DefaultPrefix : $"/{string.Join('/', parts)}";
    }

    // Files that only TLS has a use for mean TLS, unless it is ruled out.
    private bool ReadTls()
    {
        var implied = options.ContainsKey("ca") || options.ContainsKey("cert") || options.ContainsKey("key");
        var tls = ReadBool("tls", usual: implied);
        if (!tls && implied && bool.TryParse(options["tls"], out _))
        {
            Wrong("tls", "it is false, but certificates are given.");
        }

        return tls;
    }

    private bool ReadBool(string option, bool usual)
    {
        if (!options.TryGetValue(option, out var text))
        {
            return usual;
        }

        if (!bool.TryParse(text, out var value))
        {
            Wrong(option, $"'{text}' is neither true nor false.");
        }

        return value;
    }

    private string? ReadPasswordFile()
    {
        if (!options.TryGetValue("credential", out var name))
        {
            return File("password-file");
        }

        if (options.ContainsKey("password-file"))
        {
            Wrong("credential", "either it or password-file, not both.");
        }

        if (name.Contains('/', StringComparison.Ordinal) || name is "." or "..")
        {
            Wrong("credential", $"'{name}' is no credential's name.");
        }

        if (Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder)
        {
            return Path.Combine(folder, name);
        }

        Wrong("credential", "this process has no $CREDENTIALS_DIRECTORY: systemd gives one to services with LoadCredential=.");
        return null;
    }

    private TimeSpan ReadTimeout()
    {
        if (!options.TryGetValue("timeout", out var text))
        {
            return EtcdAddress.DefaultTimeout;
        }

        if (!Duration.TryParse(text, out var timeout) || timeout < ShortestTimeout || timeout > LongestTimeout)
        {
            Wrong("timeout", $"'{text}' is no time from {Duration.Format(ShortestTimeout)} to {Duration.Format(LongestTimeout)}.");
        }

        return timeout;
    }

    private void CheckTogether(EtcdAddress address)
    {
        if (address.CertificateFile is null != address.KeyFile is null)
        {
            Wrong(address.KeyFile is null ? "cert" : "key", "cert and key are given together or not at all.");
        }

        var hasPassword = options.ContainsKey("password-file") || options.ContainsKey("credential");
        if (address.User is null == hasPassword)
        {
            Wrong("user", hasPassword ? "a password is given, but no user." : "a user needs password-file=FILE or credential=NAME.");
        }
    }

    private string? File(string option)
    {
        if (options.TryGetValue(option, out var path) && !Path.IsPathRooted(path))
        {
            Wrong(option, $"'{path}' is no absolute path: whoever opens the store may run in another folder.");
        }

        return path;
    }

    private void Wrong(string where, string what) => mistakes.Add(new Mistake(where, what));

    private static (string Before, string? After) Cut(string text, char at)
        => text.IndexOf(at) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, null);

    /// <summary>A URL as it may be shown: without a user and a password, and without options.</summary>
    internal static string Shown(string url)
    {
        var (before, _) = Cut(url, '?');
        var start = before.IndexOf("://", StringComparison.Ordinal) + 3;
        return before.LastIndexOf('@') is var at && at >= start && start > 2 ? $"{before[..start]}…{before[at..]}" : before;
    }
}
