using System.Text.Json;
using System.Text.Json.Serialization;

namespace FireCamp.Engine.Model;

/// <summary>Writes a size as its text, such as <c>"10GB"</c>.</summary>
public sealed class ByteSizeJsonConverter : JsonConverter<ByteSize>
{
    public override ByteSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => ByteSize.TryParse(reader.GetString(), out var size) ? size : throw new JsonException("Not a size.");

    public override void Write(Utf8JsonWriter writer, ByteSize value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
