using System.Globalization;

namespace FireCamp.Engine.Network;

/// <summary>Gives each Local cluster of this machine a network of its own: 127.N.0.0/16, N from 1 to 254.</summary>
/// <remarks>
/// Kept machine-wide, whoever the clusters belong to: one file a network, holding the cluster's folder. A file whose
/// folder is gone counts for nothing. All calls are safe in several processes at once.
/// </remarks>
/// <param name="registry">A folder that every user of the machine may write to; made when it is missing.</param>
public sealed class LoopbackNetworks(string registry = LoopbackNetworks.DefaultRegistry, TimeProvider? clock = null)
{
    /// <summary>Kept over a reboot, and writable for everybody.</summary>
    public const string DefaultRegistry = "/var/tmp/firecamp-networks";

    private const int Last = 254;

    private const UnixFileMode Everybody =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const UnixFileMode EverybodysFolder =
        Everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute | UnixFileMode.StickyBit;

    private static readonly TimeSpan LockedAtMost = TimeSpan.FromSeconds(10);

    private readonly TimeProvider time = clock ?? TimeProvider.System;

    /// <summary>The cluster's network if it has one, else the first free one; takes nothing.</summary>
    /// <param name="clusterFolder">The cluster's folder; its being there tells that the cluster is.</param>
    /// <returns>In CIDR form.</returns>
    /// <exception cref="NetworkException">All are taken.</exception>
    public string Find(string clusterFolder)
    {
        if (FindNumber(Path.GetFullPath(clusterFolder)) is { } own)
        {
            return Cidr(own);
        }

        // Addresses that some program of this machine uses already are left to it.
        var listening = LoopbackListeners.SecondOctets();
        return Enumerable.Range(1, Last).Cast<int?>().FirstOrDefault(n => !listening.Contains(n!.Value) && IsFree(n.Value)) is { } free
            ? Cidr(free)
            : throw new NetworkException($"All {Last} loopback networks of this machine are taken.",
                $"Remove clusters that are not needed any more; {registry} names the folder of each.");
    }

    /// <summary>The network is the cluster's; a repeat changes nothing.</summary>
    /// <param name="network">As <see cref="Find"/> gave it.</param>
    /// <param name="clusterFolder">The cluster's folder, which exists by now.</param>
    /// <exception cref="NetworkException">Another cluster took it meanwhile, or the registry can't be written.</exception>
    public async Task TakeAsync(string network, string clusterFolder, CancellationToken cancel)
    {
        clusterFolder = Path.GetFullPath(clusterFolder);
        try
        {
            using var turn = await EnterAsync(cancel).ConfigureAwait(false);
            if (!TryTake(NumberOf(network), clusterFolder))
            {
                throw new NetworkException($"Another cluster took network {network} meanwhile.", "Run the command again.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkException($"Network {network} can't be had for the cluster in {clusterFolder}: {e.Message}",
                $"Make {registry} a folder that everybody may write to (mode 1777), then repeat.", e);
        }
    }

    /// <summary>The cluster has no network any more; success when it had none.</summary>
    public void Release(string clusterFolder)
    {
        try
        {
            if (FindNumber(Path.GetFullPath(clusterFolder)) is { } own)
            {
                File.Delete(FileOf(own));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkException($"The network of the cluster in {clusterFolder} can't be given back: {e.Message}",
                $"Delete its file in {registry}, or leave it: once the folder is gone it counts for nothing.", e);
        }
    }

    private static int NumberOf(string network) => int.Parse(network.Split('.')[1], CultureInfo.InvariantCulture);

    private static string Cidr(int number) => string.Create(CultureInfo.InvariantCulture, $"127.{number}.0.0/16");

    private static string? HolderIn(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string FileOf(int number) => Path.Combine(registry, string.Create(CultureInfo.InvariantCulture, $"127.{number}"));

    private int? FindNumber(string clusterFolder)
        => Enumerable.Range(1, Last).Cast<int?>().FirstOrDefault(n => HolderIn(FileOf(n!.Value)) == clusterFolder);

    private bool IsFree(int number)
        => HolderIn(FileOf(number)) is not { } holder || (!Directory.Exists(holder) && IsOurs(FileOf(number)));

    // Another user's folder may be there and only be hidden from us; his file we could not delete either.
    private static bool IsOurs(string file)
    {
        try
        {
            using var writable = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool TryTake(int number, string clusterFolder)
    {
        var file = FileOf(number);
        if (HolderIn(file) == clusterFolder)
        {
            return true;
        }

        if (!IsFree(number))
        {
            return false;
        }

        File.Delete(file);
        using var made = new StreamWriter(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        made.Write(clusterFolder);
        // Other users must see whose it is, whatever this process's umask.
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return true;
    }

    private async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        EnsureRegistry();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(registry, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(started) < LockedAtMost)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(3), time, cancel).ConfigureAwait(false);
            }
        }
    }

    // Modes are set only by whoever makes it: nobody else has the right to.
    private void EnsureRegistry()
    {
        if (!Directory.Exists(registry))
        {
            Directory.CreateDirectory(registry);
            File.SetUnixFileMode(registry, EverybodysFolder);
        }

        var lockFile = Path.Combine(registry, "lock");
        if (!File.Exists(lockFile))
        {
            var making = $"{lockFile}.{Guid.NewGuid():N}";
            File.WriteAllBytes(making, []);
            File.SetUnixFileMode(making, Everybody);
            try
            {
                File.Move(making, lockFile, overwrite: false);
            }
            catch (IOException) when (File.Exists(lockFile))
            {
                File.Delete(making);
            }
        }
    }
}
