using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>Reads a key from a file, in the form of BIND's <c>tsig-keygen</c> or of Knot's <c>keymgr</c>.</summary>
/// <remarks>
/// <c>key "name" { algorithm hmac-sha256; secret "…"; };</c> or <c>[algorithm:]name:secret</c> in the first line, also after a
/// <c>#</c>. No error shows any of the file's text but names.
/// </remarks>
public static partial class TsigKeyFile
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const string Remedy = "Write the key there as tsig-keygen prints it, mode 0600, and name that file.";

    /// <exception cref="DnsKeyException">The file can't be read, or anybody may read it.</exception>
    /// <exception cref="InvalidInputException">It holds no usable key; names every mistake.</exception>
    public static TsigKey Read(string path)
    {
        string text;
        try
        {
            if ((File.GetUnixFileMode(path) & Others) != 0)
            {
                throw new DnsKeyException($"The DNS key in {path} is open to every user of this machine.",
                    $"Close it (chmod 0600 {path}). If others use this machine, make a new key: this one may be known.");
            }

            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DnsKeyException($"The DNS key in {path} can't be read: {e.Message}", Remedy, e);
        }

        return Parse(text, path);
    }

    internal static TsigKey Parse(string text, string subject)
    {
        var keys = Statement().Matches(Comment().Replace(text, " "));
        return keys.Count switch
        {
            0 => ParseLine(text, subject),
            1 => Make(keys[0].Groups["name"].Value, Field(Algorithm(), keys[0]) ?? TsigAlgorithms.Default, Field(Secret(), keys[0]), subject),
            _ => throw Wrong(subject, [new Mistake("", $"there are {keys.Count} keys: leave the one that FireCamp is to use")]),
        };
    }

    private static TsigKey ParseLine(string text, string subject)
    {
        var line = text.Split('\n').Select(l => l.TrimStart('#', ' ', '\t').TrimEnd()).FirstOrDefault(l => l.Length > 0) ?? "";
        return line.Split(':') switch
        {
            [var name, var secret] => Make(name, TsigAlgorithms.Default, secret, subject),
            [var algorithm, var name, var secret] => Make(name, algorithm, secret, subject),
            _ => throw Wrong(subject, [new Mistake("", "there is no key: neither 'key \"name\" { … };' nor 'algorithm:name:secret'")]),
        };
    }

    private static TsigKey Make(string name, string algorithm, string? secret, string subject)
    {
        var mistakes = new List<Mistake>();
        if (!Name().IsMatch(name))
        {
            mistakes.Add(new Mistake("name", $"'{name}' is no name of a key"));
        }

        var known = TsigAlgorithms.FindName(algorithm);
        if (known is null)
        {
            mistakes.Add(new Mistake("algorithm", $"'{algorithm}' is unknown; known are {string.Join(", ", TsigAlgorithms.Names)}"));
        }

        var bytes = new byte[secret?.Length ?? 0];
        var length = 0;
        if (string.IsNullOrEmpty(secret))
        {
            mistakes.Add(new Mistake("secret", "there is none"));
        }
        else if (!Convert.TryFromBase64String(secret, bytes, out length))
        {
            mistakes.Add(new Mistake("secret", "it is not Base64"));
        }

        return mistakes.Count == 0 ? new TsigKey(name, known!, bytes[..length]) : throw Wrong(subject, mistakes);
    }

    private static InvalidInputException Wrong(string subject, IReadOnlyList<Mistake> mistakes)
        => new("DnsKeyInvalid", $"DNS key in {subject}", mistakes);

    private static string? Field(Regex field, Match key)
        => field.Match(key.Groups["body"].Value) is { Success: true } found ? found.Groups[1].Value : null;

    // Secrets hold slashes, but Base64 never holds two of them before something that isn't Base64.
    [GeneratedRegex("""^\s*(//|#).*$|/\*[\s\S]*?\*/|(?<=[\s;{}])//.*$""", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("""\bkey\s+"?(?<name>[^\s"{;]+)"?\s*\{(?<body>[^}]*)\}""")]
    private static partial Regex Statement();

    [GeneratedRegex("""\balgorithm\s+"?([^\s";]+)"?\s*;""")]
    private static partial Regex Algorithm();

    [GeneratedRegex("""\bsecret\s+"?([^\s";]*)"?\s*;""")]
    private static partial Regex Secret();

    [GeneratedRegex("""^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_-]+)*\.?$""")]
    private static partial Regex Name();
}
