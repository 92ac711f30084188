using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Reads the files of a kind's folder.</summary>
internal static class CatalogFiles
{
    /// <summary>Longest file, in bytes; templates are some kilobytes.</summary>
    public const int MaximumLength = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file's text with plain line ends; null when it can't be read, and then why is noted.</summary>
    public static string? Read(string folder, string name, Action<Mistake> note)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (file.Length > MaximumLength)
            {
                note(new Mistake(name, $"the file has {new ByteSize(file.Length)}; the longest that a catalog may have is 1MB."));
                return null;
            }

            return Text(name, File.ReadAllBytes(file.FullName), note);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : $"the file can't be read: {e.Message}";
            note(new Mistake(name, $"{why} ({folder})."));
            return null;
        }
    }

    private static string? Text(string name, byte[] bytes, Action<Mistake> note)
    {
        try
        {
            var text = Utf8.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
            var control = text.AsSpan().IndexOfAnyInRange('\0', '\b');
            if (control < 0)
            {
                return text;
            }

            note(new Mistake($"{name}:{1 + text.AsSpan(0, control).Count('\n')}", "the file holds a control character: it isn't text."));
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            note(new Mistake($"{name}:{line}", "the file isn't UTF-8 text."));
        }

        return null;
    }
}
