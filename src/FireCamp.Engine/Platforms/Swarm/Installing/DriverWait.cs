using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>Waits until the swarm knows the volume driver of agents that were installed: a dockerd tells it every 20 s.</summary>
internal sealed class DriverWait(SwarmNodes nodes, bool onManagers, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>The swarm puts members on these, as far as they are meant for members.</summary>
    /// <exception cref="FireCampException">A dockerd doesn't find the driver.</exception>
    public async Task UntilKnownAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (await MissingAsync(names, cancel).ConfigureAwait(false) is [var first, ..] missing)
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new FireCampException("VolumeDriverUnknown",
                    $"The agents are up, but the swarm doesn't know the volume driver of {string.Join(", ", missing)}.",
                    "Run 'docker volume ls' there, which makes dockerd look for drivers, and repeat the command.") { Target = first };
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyList<string> names, CancellationToken cancel)
        =>
        [
            .. (await nodes.ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false))
                .Where(n => !n.HasPlugin && (onManagers || !n.IsManager)).Select(n => n.Name)
                .Intersect(names, StringComparer.OrdinalIgnoreCase),
        ];
}
