using System.Management.Automation;
using System.Text;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>The encodings that <c>-Encoding</c> names; without one it is UTF-8 without a byte order mark.</summary>
internal static class TextEncodings
{
    private static readonly UTF8Encoding Default = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="PSArgumentException">No encoding has this name.</exception>
    public static Encoding Find(object? given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        null => Default,
        Encoding encoding => encoding,
        int codePage => Encoding.GetEncoding(codePage),
        var other => ByName(other.ToString() ?? string.Empty),
    };

    private static Encoding ByName(string name) => name.ToLowerInvariant() switch
    {
        "utf8" or "utf8nobom" or "default" or "oem" or "ansi" => Default,
        "utf8bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        "ascii" => Encoding.ASCII,
        "unicode" or "utf16" or "string" => Encoding.Unicode,
        "bigendianunicode" => Encoding.BigEndianUnicode,
        "utf32" => Encoding.UTF32,
        "bigendianutf32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        _ => ByWebName(name),
    };

    private static Encoding ByWebName(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException error)
        {
            throw new PSArgumentException($"'{name}' is not a supported encoding name.", error);
        }
    }
}
