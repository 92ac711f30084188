using Google.Protobuf;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>A record's value as it lies in etcd, which takes 1.5 MiB in one request.</summary>
internal static class EtcdText
{
    private const int LongestPlain = 512 * 1024;

    public static ByteString Write(string value) => UnsafeByteOperations.UnsafeWrap(PackedText.Write(value, LongestPlain));

    /// <exception cref="InvalidDataException">It was packed and is damaged.</exception>
    public static string Read(ByteString stored) => PackedText.IsPacked(stored.Span) ? PackedText.Read(stored.ToByteArray()) : stored.ToStringUtf8();
}
