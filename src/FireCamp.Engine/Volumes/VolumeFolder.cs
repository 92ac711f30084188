using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FireCamp.Engine.Volumes;

/// <summary>The folder of one directory volume or snapshot: its content, and beside it its records and its lock.</summary>
internal sealed class VolumeFolder(string name, string path)
{
    public string Name { get; } = name;

    public string Path { get; } = path;

    public string Content => System.IO.Path.Combine(Path, "content");

    public string Lock => System.IO.Path.Combine(Path, "lock");

    /// <summary>Its label is written before it gets its name, and outlives any one content folder.</summary>
    public bool Exists => File.Exists(LabelFile);

    private string LabelFile => System.IO.Path.Combine(Path, "volume.json");

    private string AttachmentFile => System.IO.Path.Combine(Path, "attachment.json");

    public VolumeLabel Label => Read(LabelFile, VolumesJson.Default.VolumeLabel) ?? new VolumeLabel(Name, 0, "");

    /// <summary>Whether it was ever attached, as far as its record can tell: the record appears whole, in one move.</summary>
    public bool WasAttached => File.Exists(AttachmentFile);

    /// <summary>The last attachment; null when there was none, or its record is half written or otherwise unreadable.</summary>
    public VolumeAttachment? Attachment => Read(AttachmentFile, VolumesJson.Default.VolumeAttachment);

    public void Write(VolumeLabel label) => Write(LabelFile, label, VolumesJson.Default.VolumeLabel);

    public void Write(VolumeAttachment attachment) => Write(AttachmentFile, attachment, VolumesJson.Default.VolumeAttachment);

    private static T? Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    // Under the volume's lock, or before anybody knows of the folder: one writer, so one name for the new file.
    private static void Write<T>(string file, T value, JsonTypeInfo<T> type)
    {
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(value, type));
        File.Move(file + ".new", file, overwrite: true);
    }
}
