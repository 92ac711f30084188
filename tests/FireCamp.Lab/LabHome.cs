using FireCamp.Lab.Processes;

namespace FireCamp.Lab;

/// <summary>A home of Local clusters of its own; whatever still runs in it ends, and it is gone, when it is disposed.</summary>
/// <remarks>What a killed run of the same name left behind goes first.</remarks>
public sealed class LabHome : IDisposable
{
    // The members' own users must be able to pass through.
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const string HostsFile = "/etc/hosts";

    /// <param name="name">A short name: it is a part of sockets' paths, which may have 107 bytes.</param>
    /// <param name="folder">Where it lies; by default among the machine's temporary files.</param>
    public LabHome(string name, string? folder = null)
    {
        Path = System.IO.Path.Combine(folder ?? System.IO.Path.GetTempPath(), $"fc-{name}-{Checkout.Tag}");
        if (Directory.Exists(Path))
        {
            Clear();
        }

        Directory.CreateDirectory(Path, Passable);
    }

    public string Path { get; }

    /// <summary>Lines of the hosts file that name the cluster's domain.</summary>
    public static IReadOnlyList<string> HostsLines(string cluster)
        => [.. File.ReadAllLines(HostsFile).Where(l => l.Contains($".{cluster}-firecamp.com", StringComparison.OrdinalIgnoreCase))];

    /// <summary>Processes that belong to this home: by working folder or by command line.</summary>
    public IReadOnlyList<LabProcess> Processes() => ProcessTable.In(Path);

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("FIRECAMP_KEEP_HOME") is null)
        {
            Clear();
        }
    }

    private void Clear()
    {
        while (Processes() is { Count: > 0 } left)
        {
            foreach (var process in left)
            {
                Signals.Kill(process.Id);
            }
        }

        Directory.Delete(Path, recursive: true);
    }
}
