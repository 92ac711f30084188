namespace FireCamp.Engine.Operations;

/// <summary>The process of a runner, named so that its death can be proved rather than waited for.</summary>
/// <param name="Kernel">The boot id and process namespace that <paramref name="Id"/> belongs to; empty where neither is known.</param>
/// <param name="Started">When it started, in the kernel's ticks since boot: a process id comes back, this pair doesn't.</param>
public sealed record RunnerProcess(string Kernel, int Id, long Started)
{
    /// <summary>This process.</summary>
    public static RunnerProcess Current { get; } = Of(Environment.ProcessId);

    /// <summary>Whether it ran under the kernel that this process runs under, and certainly runs no more.</summary>
    public bool IsProvablyDead => Kernel.Length > 0 && Kernel == Current.Kernel && !IsAlive(Id, Started);

    internal static RunnerProcess Of(int id)
    {
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var space = File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name;
            return space is not null && Stat(id) is { } stat
                ? new RunnerProcess($"{boot}/{space}", id, stat.Started)
                : new RunnerProcess("", id, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RunnerProcess("", id, 0);
        }
    }

    private static bool IsAlive(int id, long started)
    {
        try
        {
            return Stat(id) is { } stat ? stat.Started == started && !stat.IsZombie : Exists(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Asks the kernel directly: /proc may be mounted so that it hides other users' processes.</summary>
    private static bool Exists(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static (long Started, bool IsZombie)? Stat(int id)
    {
        var file = $"/proc/{id}/stat";
        if (!File.Exists(file))
        {
            return null;
        }

        // The second field, the program's name in brackets, may hold anything; the third follows its last bracket.
        var text = File.ReadAllText(file);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[19]), fields[0] is "Z" or "X");
    }
}
