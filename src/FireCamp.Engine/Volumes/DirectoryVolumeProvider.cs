namespace FireCamp.Engine.Volumes;

/// <summary>Keeps volumes as folders of this machine, which all nodes of a Local cluster see.</summary>
/// <remarks>
/// A higher epoch's attach kills every process that uses the volume. A late attach of a lower epoch is refused, so an
/// agent attaches again, which is a repeat, right before each start of a member.
/// </remarks>
public sealed class DirectoryVolumeProvider(string volumesFolder, string snapshotsFolder, TimeProvider time)
    : FolderVolumeProvider(new VolumeShelf(volumesFolder, "volume"), new VolumeShelf(snapshotsFolder, "snapshot"))
{
    private readonly VolumeHolders holders = new(time);

    /// <summary>The folder in which a volume's files are, whether it is there yet or not.</summary>
    public string ContentOf(string name) => Path.Combine(volumesFolder, name, "content");

    public override async Task<string> AttachAsync(string name, string node, long epoch, CancellationToken cancel)
    {
        var volume = Volumes[name];
        using var held = await EnterAsync(volume, cancel).ConfigureAwait(false) ?? throw Absent(name);
        var last = volume.Attachment;
        RefuseUnlessLatest(name, last, node, epoch);

        // Killed first and recorded then: after a crash in between, the repeat kills again.
        if (last?.Epoch != epoch && volume.WasAttached)
        {
            await holders.KillAsync(name, volume.Content, cancel).ConfigureAwait(false);
        }

        if (last is not { Attached: true } || last.Epoch != epoch)
        {
            Write(volume, new VolumeAttachment(node, epoch, Attached: true));
        }

        return volume.Content;
    }

    public override async Task DetachAsync(string name, long epoch, CancellationToken cancel)
    {
        var volume = Volumes[name];
        using var held = await EnterAsync(volume, cancel).ConfigureAwait(false);
        if (held is not null && volume.Attachment is { Attached: true } attachment && attachment.Epoch == epoch)
        {
            Write(volume, attachment with { Attached = false });
        }
    }

    public override async Task DeleteAsync(string name, CancellationToken cancel)
    {
        var volume = Volumes[name];
        using (var held = await EnterAsync(volume, cancel).ConfigureAwait(false))
        {
            RefuseIfAttached(name, held is null ? null : volume.Attachment);
            await Volumes.RetireAsync(name).ConfigureAwait(false);
        }

        await Volumes.SweepAsync(name).ConfigureAwait(false);
    }

    private protected override (VolumeAttachment? Last, string Content) StateOf(VolumeFolder volume) => (volume.Attachment, volume.Content);

    private static void Write(VolumeFolder volume, VolumeAttachment attachment)
    {
        try
        {
            volume.Write(attachment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VolumeException.Unrecorded(volume.Name, e);
        }
    }

    private Task<IDisposable?> EnterAsync(VolumeFolder volume, CancellationToken cancel)
        => VolumeLock.EnterAsync(volume.Name, volume.Lock, time, cancel);
}
