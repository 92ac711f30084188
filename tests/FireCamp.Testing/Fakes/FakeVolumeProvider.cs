using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Testing.Fakes;

/// <summary>Volumes in memory, as strict as their port's contract.</summary>
public sealed class FakeVolumeProvider : IVolumeProvider
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, FakeVolume> volumes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FakeVolume> snapshots = new(StringComparer.Ordinal);

    public bool IsZoneBound => false;

    public bool SnapshotsAreQuick { get; set; } = true;

    /// <summary>Called before a snapshot is made, with its name.</summary>
    public Action<string> Snapshotting { get; set; } = _ => { };

    public IReadOnlyList<FakeVolume> All
    {
        get
        {
            lock (gate)
            {
                return [.. volumes.Values];
            }
        }
    }

    public IReadOnlyList<string> Snapshots
    {
        get
        {
            lock (gate)
            {
                return [.. snapshots.Keys];
            }
        }
    }

    public Task EnsureAsync(VolumeSpec volume, CancellationToken cancel)
        => Locked(() => volumes.TryAdd(volume.Name, new FakeVolume(volume, null, 0, [])), cancel);

    public Task GrowAsync(VolumeSpec volume, CancellationToken cancel) => Locked(
        () =>
        {
            var there = Get(volume.Name);
            return volumes[volume.Name] = there.Spec.Size < volume.Size ? there with { Spec = there.Spec with { Size = volume.Size } } : there;
        },
        cancel);

    public Task<VolumeInfo?> FindAsync(string name, CancellationToken cancel)
        => Locked(() => volumes.TryGetValue(name, out var volume) ? Info(volume) : null, cancel);

    public Task<IReadOnlyList<VolumeInfo>> ListAsync(string prefix, CancellationToken cancel)
        => Locked<IReadOnlyList<VolumeInfo>>(
            () => [.. volumes.Values.Where(v => v.Spec.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(Info)], cancel);

    public Task<string> AttachAsync(string name, string node, long epoch, CancellationToken cancel) => Locked(
        () =>
        {
            var volume = Get(name);
            if (volume.Epoch > epoch)
            {
                throw new VolumeException(name, $"epoch {volume.Epoch} has it.", "Stop the member that it belongs to.");
            }

            volumes[name] = volume with { Node = node, Epoch = epoch };
            return $"/volumes/{name}";
        },
        cancel);

    public Task DetachAsync(string name, long epoch, CancellationToken cancel) => Locked(
        () =>
        {
            if (volumes.TryGetValue(name, out var volume) && volume.Epoch == epoch)
            {
                volumes[name] = volume with { Node = null };
            }

            return true;
        },
        cancel);

    public Task SnapshotAsync(string name, string snapshot, CancellationToken cancel)
    {
        Snapshotting(snapshot);
        return Locked(() => snapshots.TryAdd(snapshot, Get(name)), cancel);
    }

    public Task EnsureFromSnapshotAsync(VolumeSpec volume, string snapshot, bool isLast, CancellationToken cancel)
        => Locked(() => volumes.TryAdd(volume.Name, new FakeVolume(volume, null, 0, Snapshot(volume, snapshot).Content)), cancel);

    public Task DeleteSnapshotAsync(string snapshot, CancellationToken cancel) => Locked(() => snapshots.Remove(snapshot), cancel);

    public Task DeleteAsync(string name, CancellationToken cancel) => Locked(
        () => volumes.TryGetValue(name, out var volume) && volume.Node is not null
            ? throw new VolumeException(name, $"it is attached to {volume.Node}.", "Stop its member.")
            : volumes.Remove(name),
        cancel);

    /// <summary>The volume's content has the entry; a repeat changes nothing.</summary>
    public void Write(string name, string entry)
    {
        lock (gate)
        {
            var volume = Get(name);
            volumes[name] = volume with { Content = [.. volume.Content.Union([entry])] };
        }
    }

    private static VolumeInfo Info(FakeVolume volume)
        => new(volume.Spec.Name, volume.Spec.Size, volume.Spec.Zone, volume.Node, volume.Epoch, $"/volumes/{volume.Spec.Name}");

    private FakeVolume Get(string name) => volumes.TryGetValue(name, out var volume)
        ? volume
        : throw new VolumeException(name, "it doesn't exist.", "Ensure it first.");

    private FakeVolume Snapshot(VolumeSpec volume, string name)
        => snapshots.GetValueOrDefault(name) ?? throw new VolumeException(volume.Name, $"there is no snapshot {name}.", "Take it first.");

    private Task<T> Locked<T>(Func<T> body, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancel);
        }

        try
        {
            lock (gate)
            {
                return Task.FromResult(body());
            }
        }
        catch (VolumeException e)
        {
            return Task.FromException<T>(e);
        }
    }
}
