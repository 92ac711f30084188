using System.Globalization;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab.Swarm;

/// <summary>Makes the machines of a lab unreliable without losing them.</summary>
/// <param name="longest">The longest time that a daemon is stopped for.</param>
public sealed class SwarmNoise(SwarmLab lab, TimeSpan longest)
{
    private static readonly string[] Daemons = ["FireCamp.Agent", "dockerd"];

    private int stops;

    /// <summary>How often a daemon was stopped.</summary>
    public int Stops => stops;

    /// <summary>How many times a machine began to lose packets.</summary>
    public int Turns { get; private set; }

    /// <summary>One machine after the other loses a part of the packets that come in, until cancelled.</summary>
    public async Task LosePacketsAsync(IReadOnlyList<string> machines, double part, TimeSpan turn, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var machine = new LabMachine(machines[Turns++ % machines.Count]);
            await RuleAsync(machine, "-A", part);
            try
            {
                await Soon.PauseAsync(turn, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                await RuleAsync(machine, "-D", part);
            }
        }
    }

    /// <summary>The machine's agent and dockerd are stopped at random and go on, until cancelled; none longer than the longest time.</summary>
    public async Task StopDaemonsAsync(string node, CancellationToken cancel)
    {
        // Signalled directly: the lab's own command takes longer than a stop may last on a busy machine.
        var running = ProcessTable.InGroup($"/{Path.GetFileName(lab.Path)}-");
        var daemons = Daemons.Select(d => running.First(p => p.Program == d && IsOn(p, node)).Id).ToList();
        while (!cancel.IsCancellationRequested)
        {
            var daemon = daemons[Random.Shared.Next(daemons.Count)];
            Signals.Freeze(daemon);
            Interlocked.Increment(ref stops);
            await Soon.PauseAsync(longest * Random.Shared.NextDouble(), CancellationToken.None);
            Signals.Thaw(daemon);
            await Soon.PauseAsync(longest * (1 + Random.Shared.NextDouble()), cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool IsOn(LabProcess process, string node)
        => File.ReadLines($"/proc/{process.Id}/cgroup").Any(l => l.EndsWith($"/{node}", StringComparison.Ordinal));

    private Task RuleAsync(LabMachine machine, string verb, double part)
        => lab.ExecAsync(
            machine,
            [
                "iptables", verb, "INPUT", "-m", "statistic", "--mode", "random",
                "--probability", part.ToString(CultureInfo.InvariantCulture), "-j", "DROP",
            ],
            CancellationToken.None);
}
