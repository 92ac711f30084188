using System.Diagnostics;
using FireCamp.Engine.Volumes;

namespace FireCamp.Testing.Volumes;

/// <summary>What the volumes' tests do in processes of their own.</summary>
internal static class VolumeChild
{
    /// <summary>Attaches under epochs of its own, each higher, and each time starts a process that uses the volume.</summary>
    /// <returns>0 unless something that used the volume before an attach still did after it.</returns>
    public static async Task<int> AttachAsync(string volumes, string name, string node, long first, int times, int step)
    {
        var provider = new DirectoryVolumeProvider(volumes, volumes + "-snapshots", TimeProvider.System);
        for (var epoch = first + step; epoch <= first + ((long)times * step); epoch += step)
        {
            var before = VolumeHolders.Find(Path.Combine(volumes, name, "content"));
            try
            {
                var content = await provider.AttachAsync(name, node, epoch, CancellationToken.None);
                if (before.Where(ProcessTable.Runs).ToList() is { Count: > 0 } older)
                {
                    await Console.Error.WriteLineAsync($"epoch {epoch} is attached and processes {string.Join(", ", older)} still run");
                    return 1;
                }

                Process.Start("sh", ["-c", "cd \"$1\" && exec sleep 1000", "sh", content]).Dispose();
            }
            catch (VolumeException)
            {
                // The other process is ahead; a later epoch of this one is higher.
            }
        }

        return 0;
    }

    /// <summary>Takes a volume on shared storage over from itself, epoch by epoch, until it is killed; says when it begins.</summary>
    public static async Task<int> TakeOverAsync(string volumes, string name, long first)
    {
        var provider = new SharedVolumeProvider(volumes, volumes + "-snapshots", TimeProvider.System);
        await Console.Out.WriteLineAsync("begins");
        for (var epoch = first; ; epoch++)
        {
            await provider.AttachAsync(name, "node-1", epoch, CancellationToken.None);
        }
    }
}
