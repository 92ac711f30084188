using FireCamp.Agent.Containers;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Plugin;

/// <summary>Answers dockerd as its volume driver. Every call is safe to repeat.</summary>
/// <remarks>
/// Any well-formed volume name of the cluster is a volume that exists: the members' volumes are made and deleted by the engine, on storage
/// that outlives nodes and agents, so there is nothing to create, to remember or to remove here.
/// </remarks>
internal sealed class VolumeDriver(string cluster, MountDesk desk, Places places, PlaceKeeper keeper)
{
    public async Task<PluginAnswer> MountAsync(PluginRequest request, CancellationToken cancel)
    {
        var (name, whyNot) = VolumeName.Parse(request.Name, cluster);
        if (name is not { } volume)
        {
            return new PluginAnswer { Err = whyNot };
        }

        try
        {
            return new PluginAnswer { Mountpoint = await desk.MountAsync(volume, request.ID ?? "", cancel).ConfigureAwait(false) };
        }
        catch (FireCampException e)
        {
            return new PluginAnswer { Err = $"{e.Message} {e.NextStep}" };
        }
    }

    /// <summary>Never fails: dockerd would give the container's end up over it, and what it knows under another name isn't mounted.</summary>
    public PluginAnswer Unmount(PluginRequest request)
    {
        if (VolumeName.Parse(request.Name, cluster).Name is { } volume)
        {
            desk.Unmount(volume, request.ID ?? "");
            keeper.Wake();
        }

        return new PluginAnswer { Err = "" };
    }

    public PluginAnswer Get(PluginRequest request)
        => Answer(request, volume => new PluginAnswer { Volume = new PluginVolume(volume.Text, FolderOf(volume)) });

    public PluginAnswer Path(PluginRequest request) => Answer(request, volume => new PluginAnswer { Mountpoint = FolderOf(volume) });

    public PluginAnswer Create(PluginRequest request) => Answer(request, _ => new PluginAnswer { Err = "" });

    public PluginAnswer Remove(PluginRequest request) => Answer(request, _ => new PluginAnswer { Err = "" });

    /// <summary>Those that are on this node now.</summary>
    public PluginAnswer List()
        => new() { Volumes = [.. places.All.SelectMany(p => p.Folders).Select(f => new PluginVolume(f.Key, f.Value))] };

    public static PluginAnswer Activate() => new() { Implements = ["VolumeDriver"] };

    public static PluginAnswer Capabilities() => new() { Capabilities = new PluginCapabilities("global") };

    private PluginAnswer Answer(PluginRequest request, Func<VolumeName, PluginAnswer> answer)
    {
        var (name, whyNot) = VolumeName.Parse(request.Name, cluster);
        return name is { } volume ? answer(volume) : new PluginAnswer { Err = whyNot };
    }

    private string FolderOf(VolumeName volume) => places.Find(volume.Text)?.Folders[volume.Text] ?? "";
}
