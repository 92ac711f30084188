using System.IO.Compression;
using Google.Protobuf;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>A record's value as it lies in etcd: plain UTF-8, or packed when it is long, since etcd takes 1.5 MiB in one request.</summary>
internal static class EtcdText
{
    private const int LongestPlain = 512 * 1024;

    // How gzip begins; no UTF-8 text does, since the second byte can't follow the first in one.
    private static ReadOnlySpan<byte> PackedMark => [0x1F, 0x8B];

    public static ByteString Write(string value)
    {
        var plain = ByteString.CopyFromUtf8(value);
        if (plain.Length <= LongestPlain)
        {
            return plain;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(plain.Span);
        }

        return UnsafeByteOperations.UnsafeWrap(packed.ToArray());
    }

    /// <exception cref="InvalidDataException">It was packed and is damaged.</exception>
    public static string Read(ByteString stored)
    {
        if (!stored.Span.StartsWith(PackedMark))
        {
            return stored.ToStringUtf8();
        }

        using var gzip = new GZipStream(new MemoryStream(stored.ToByteArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }
}
