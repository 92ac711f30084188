using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Sets how soon Swarm itself gives a node up.</summary>
/// <remarks>
/// Agents find lost nodes in two to three seconds; Swarm is only the net below them, and one that must not tear a healthy node away: it
/// gives a node up after three heartbeats, and with short ones a node that merely loses packets is lost every now and then.
/// What was before, and which clusters need this, is kept in the swarm's own labels.
/// </remarks>
public sealed class SwarmTuning(SwarmConnection swarm, string cluster) : IPlatformTuning
{
    /// <summary>Docker's own default: nodes are given up after 13.5 to 16.5 s.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private const string Before = "firecamp.heartbeat-before";

    private string Mark => $"firecamp.cluster.{NameRules.Key(cluster)}";

    public async Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancel)
    {
        var spec = (await ReadAsync(SwarmPatience.Look, cancel).ConfigureAwait(false)).Spec;
        var now = HeartbeatOf(spec);
        return now == Heartbeat ? [] : [$"The swarm's dispatcher heartbeat becomes {Text(Heartbeat)}; it is {Text(now)}."];
    }

    public Task ApplyAsync(CancellationToken cancel) => ChangeAsync(
        spec =>
        {
            var now = HeartbeatOf(spec);
            if (now == Heartbeat && spec.Labels.ContainsKey(Mark))
            {
                return false;
            }

            // An earlier cluster may have kept it already; what it kept is what was there before FireCamp.
            spec.Labels[Mark] = "";
            if (now != Heartbeat)
            {
                spec.Labels.TryAdd(Before, now.Ticks.ToString(CultureInfo.InvariantCulture));
                Set(spec, Heartbeat);
            }

            return true;
        },
        cancel);

    public Task RestoreAsync(CancellationToken cancel) => ChangeAsync(
        spec =>
        {
            if (!spec.Labels.Remove(Mark))
            {
                return false;
            }

            if (!spec.Labels.Keys.Any(k => k.StartsWith("firecamp.cluster.", StringComparison.Ordinal))
                && spec.Labels.Remove(Before, out var text)
                && long.TryParse(text, CultureInfo.InvariantCulture, out var ticks) && HeartbeatOf(spec) == Heartbeat)
            {
                Set(spec, TimeSpan.FromTicks(ticks));
            }

            return true;
        },
        cancel);

    private Task<SwarmInspectResponse> ReadAsync(SwarmPatience patience, CancellationToken cancel)
        => swarm.CallAsync("Reading the swarm's settings", (d, c) => d.Swarm.InspectSwarmAsync(c), patience, cancel);

    /// <param name="change">Returns whether it changed anything; runs again when somebody else was quicker.</param>
    private async Task ChangeAsync(Func<Spec, bool> change, CancellationToken cancel)
    {
        while (true)
        {
            var found = await ReadAsync(SwarmPatience.Change, cancel).ConfigureAwait(false);
            var spec = found.Spec ?? throw new SwarmUnavailableException("Reading the swarm's settings", "the manager tells none.");
            spec.Labels = new Dictionary<string, string>(spec.Labels ?? new Dictionary<string, string>());
            if (!change(spec))
            {
                return;
            }

            try
            {
                await swarm.ChangeAsync(
                    "Changing the swarm's settings",
                    (d, c) => d.Swarm.UpdateSwarmAsync(
                        new SwarmUpdateParameters { Spec = spec, Version = (long)(found.Version?.Index ?? 0) }, c),
                    cancel).ConfigureAwait(false);
                return;
            }
            catch (DockerApiException e) when (SwarmFault.IsConflict(e))
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private static TimeSpan HeartbeatOf(Spec? spec) => spec?.Dispatcher?.HeartbeatPeriod ?? TimeSpan.Zero;

    private static void Set(Spec spec, TimeSpan heartbeat)
        => (spec.Dispatcher ??= new DispatcherConfig()).HeartbeatPeriod = heartbeat;

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
