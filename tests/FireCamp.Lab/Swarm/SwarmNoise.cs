using System.Globalization;

namespace FireCamp.Lab.Swarm;

/// <summary>Makes the machines of a lab unreliable without losing them.</summary>
/// <param name="longest">The longest time that a daemon is stopped for.</param>
public sealed class SwarmNoise(SwarmLab lab, TimeSpan longest)
{
    private static readonly string[] Daemons = ["hook", "docker"];

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

    /// <summary>The machine's agent and dockerd are stopped at random and go on, until cancelled; never together longer than the longest time.</summary>
    public async Task StopDaemonsAsync(string node, CancellationToken cancel)
    {
        var machine = new LabMachine(node);
        while (!cancel.IsCancellationRequested)
        {
            var daemon = Daemons[Random.Shared.Next(Daemons.Length)];
            await lab.SignalAsync(machine, daemon, "STOP", CancellationToken.None);
            Interlocked.Increment(ref stops);
            await Soon.PauseAsync(longest * Random.Shared.NextDouble(), CancellationToken.None);
            await lab.SignalAsync(machine, daemon, "CONT", CancellationToken.None);
            await Soon.PauseAsync(longest * (1 + Random.Shared.NextDouble()), cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task RuleAsync(LabMachine machine, string verb, double part)
        => lab.ExecAsync(
            machine,
            ["iptables", verb, "INPUT", "-m", "statistic", "--mode", "random", "--probability", part.ToString(CultureInfo.InvariantCulture), "-j", "DROP"],
            CancellationToken.None);
}
