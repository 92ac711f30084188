using System.Globalization;
using System.Text.Json;

namespace FireCamp.Engine.Volumes;

/// <summary>The attachment records of a volume on shared storage: one file an epoch, made by exclusive create.</summary>
/// <remarks>
/// An epoch belongs to one node, so each record has one writer, and no lock is needed that a dead node could keep. A file
/// appears and changes whole, in one move, and is on the disk then.
/// </remarks>
internal sealed class VolumeEpochs(VolumeFolder volume)
{
    private readonly string folder = Path.Combine(volume.Path, "epochs");

    /// <summary>All records, the lowest epoch first.</summary>
    /// <exception cref="VolumeException">One can't be read: which content counts can't be told then.</exception>
    public IReadOnlyList<VolumeAttachment> List()
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.json").Select(Read).OfType<VolumeAttachment>().OrderBy(a => a.Epoch)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The epoch has a record: this one, unless there was one already, which stays as it is.</summary>
    public void Begin(VolumeAttachment attachment) => Guard(() =>
    {
        if (!File.Exists(FileOf(attachment.Epoch)))
        {
            Put(attachment, overwrite: false);
        }
    });

    public void Write(VolumeAttachment attachment) => Guard(() => Put(attachment, overwrite: true));

    /// <summary>The records of lower epochs are gone.</summary>
    public void ForgetBelow(long epoch) => Guard(() =>
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => EpochOf(f) < epoch))
        {
            File.Delete(file);
        }
    });

    private void Put(VolumeAttachment attachment, bool overwrite)
    {
        if (!volume.Exists)
        {
            throw new DirectoryNotFoundException("the volume was deleted.");
        }

        Directory.CreateDirectory(folder);
        var making = $"{FileOf(attachment.Epoch)}.{Guid.NewGuid():N}.new";
        using (var file = File.Create(making))
        {
            JsonSerializer.Serialize(file, attachment, VolumesJson.Default.VolumeAttachment);
            file.Flush(flushToDisk: true);
        }

        if (overwrite)
        {
            File.Move(making, FileOf(attachment.Epoch), overwrite: true);
        }
        else
        {
            // If somebody was first, the reader finds who.
            StorageCalls.Link(making, FileOf(attachment.Epoch));
            File.Delete(making);
        }

        StorageCalls.Flush(folder);
    }

    private VolumeAttachment? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), VolumesJson.Default.VolumeAttachment);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Forgotten since it was listed.
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new VolumeException(volume.Name, $"its attachment record '{file}' can't be read: {e.Message}",
                "Put the storage right. A record holds node, epoch, attached and folder, the one beside 'epochs' that has the data.", e);
        }
    }

    private string FileOf(long epoch) => Path.Combine(folder, $"{epoch.ToString(CultureInfo.InvariantCulture)}.json");

    private static long EpochOf(string file)
        => long.TryParse(Path.GetFileName(file).Split('.')[0], CultureInfo.InvariantCulture, out var epoch) ? epoch : long.MaxValue;

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VolumeException.Unrecorded(volume.Name, e);
        }
    }
}
