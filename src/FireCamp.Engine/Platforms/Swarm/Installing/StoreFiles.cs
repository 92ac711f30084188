using System.Text.RegularExpressions;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>The files that a metadata store's URL names, which agents need as well.</summary>
/// <param name="Url">The URL with the files where they will be on a node.</param>
/// <param name="Files">Their names there, and where they are here.</param>
internal sealed partial record StoreFiles(string Url, IReadOnlyDictionary<string, string> Files)
{
    private const string Folder = "/etc/firecamp/store";

    public static StoreFiles Of(string url)
    {
        var files = new Dictionary<string, string>();
        var there = FileOption().Replace(url, option =>
        {
            var name = option.Groups[1].Value.ToLowerInvariant();
            files[name] = Uri.UnescapeDataString(option.Groups[2].Value);
            return $"{name}={Folder}/{name}";
        });
        return new StoreFiles(there, files);
    }

    [GeneratedRegex("(?<=[?&])(ca|cert|key|password-file)=([^&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex FileOption();
}
