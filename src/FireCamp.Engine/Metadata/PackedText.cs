using System.IO.Compression;
using System.Text;

namespace FireCamp.Engine.Metadata;

/// <summary>Text as stores keep it that take only so much in one record: plain UTF-8, or packed when it is long.</summary>
internal static class PackedText
{
    // How gzip begins; no UTF-8 text does, since the second byte can't follow the first in one.
    private static ReadOnlySpan<byte> PackedMark => [0x1F, 0x8B];

    /// <param name="longestPlain">In bytes: what is longer is packed.</param>
    public static byte[] Write(string text, int longestPlain)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        if (plain.Length <= longestPlain)
        {
            return plain;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    public static bool IsPacked(ReadOnlySpan<byte> stored) => stored.StartsWith(PackedMark);

    /// <exception cref="InvalidDataException">It was packed and is damaged.</exception>
    public static string Read(byte[] stored)
    {
        if (!IsPacked(stored))
        {
            return Encoding.UTF8.GetString(stored);
        }

        using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }
}
