using FireCamp.Engine.Model;

namespace FireCamp.Engine.Network;

/// <summary>Gives each cluster of this machine a loopback network of its own, <c>127.N.0.0/16</c>.</summary>
/// <remarks>
/// Remembered by one file a network in a folder that all users share, so that clusters of different homes don't meet. A file
/// whose cluster is gone is free to take. <c>127.0</c> is left to the rest of the world.
/// </remarks>
public sealed class LoopbackNetworks(string registryFolder = LoopbackNetworks.DefaultFolder)
{
    /// <summary>Kept over a reboot, and writable for everybody.</summary>
    public const string DefaultFolder = "/var/tmp/firecamp-networks";

    private const int Last = 254;

    private const UnixFileMode Everybody =
        UnixFileMode.StickyBit
        | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The cluster's network if it has one, else the first free one; takes nothing.</summary>
    /// <param name="clusterFolder">The folder that tells whether the cluster still is.</param>
    /// <exception cref="FireCampException">All are taken.</exception>
    public string Find(string clusterFolder)
    {
        var numbers = Enumerable.Range(1, Last).ToList();
        var own = numbers.Find(n => OwnerOf(n) == clusterFolder);
        var number = own != 0 ? own : numbers.Find(n => IsFree(n));
        return number != 0
            ? NetworkOf(number)
            : throw new FireCampException("NetworksTaken", $"All {Last} loopback networks of this machine have a cluster.",
                "Remove a cluster that is no longer needed: Remove-FireCampCluster.");
    }

    /// <summary>The network is the cluster's; a repeat changes nothing.</summary>
    /// <exception cref="FireCampException">Another cluster took it meanwhile.</exception>
    public void Take(string network, string clusterFolder)
    {
        EnsureFolder();
        var number = NumberOf(network);
        if (OwnerOf(number) == clusterFolder)
        {
            return;
        }

        if (!IsFree(number))
        {
            throw Taken(network);
        }

        File.Delete(FileOf(number));
        Write(number, network, clusterFolder);
    }

    /// <summary>The cluster has no network any more; success when it had none.</summary>
    public void Release(string clusterFolder)
    {
        for (var number = 1; number <= Last; number++)
        {
            if (OwnerOf(number) == clusterFolder)
            {
                File.Delete(FileOf(number));
            }
        }
    }

    private void Write(int number, string network, string clusterFolder)
    {
        try
        {
            using var file = new FileStream(FileOf(number), FileMode.CreateNew, FileAccess.Write);
            file.Write(System.Text.Encoding.UTF8.GetBytes(clusterFolder));
        }
        catch (IOException e) when (File.Exists(FileOf(number)))
        {
            throw Taken(network, e);
        }
    }

    private void EnsureFolder()
    {
        if (!Directory.Exists(registryFolder))
        {
            Directory.CreateDirectory(registryFolder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(registryFolder, Everybody);
            }
        }
    }

    private bool IsFree(int number) => OwnerOf(number) is not { } owner || !Directory.Exists(owner);

    private string? OwnerOf(int number)
    {
        try
        {
            return File.ReadAllText(FileOf(number)).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string FileOf(int number) => Path.Combine(registryFolder, $"127.{number}");

    private static string NetworkOf(int number) => $"127.{number}.0.0/16";

    private static int NumberOf(string network) => int.Parse(network.Split('.')[1]);

    private static FireCampException Taken(string network, Exception? inner = null)
        => new("NetworkTaken", $"Another cluster took network {network} at the same moment.", "Run the command again.", inner);
}
