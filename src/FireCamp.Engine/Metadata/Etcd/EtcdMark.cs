using System.Globalization;
using Google.Protobuf;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>What a write leaves under <see cref="EtcdLayout.Version"/>: the schema and a number of its own.</summary>
internal static class EtcdMark
{
    /// <summary>Rises when an older FireCamp could no longer use the store.</summary>
    public const int Schema = 1;

    public static ByteString New()
        => ByteString.CopyFromUtf8(string.Create(CultureInfo.InvariantCulture, $"{Schema} {Random.Shared.NextInt64():x16}"));

    /// <exception cref="StoreDamagedException">It is no mark.</exception>
    /// <exception cref="StoreTooNewException">A newer FireCamp left it.</exception>
    public static void Check(string store, ByteString mark)
    {
        var text = mark.ToStringUtf8();
        if (!long.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var schema))
        {
            throw new StoreDamagedException(store, $"its key 'version' holds '{text}', which FireCamp didn't write.");
        }

        if (schema > Schema)
        {
            throw new StoreTooNewException(store, schema, Schema);
        }
    }
}
