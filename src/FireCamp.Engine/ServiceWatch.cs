using System.Runtime.CompilerServices;
using FireCamp.Engine.Health;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine;

/// <summary>Looks at services again and again, whenever something of them may have changed.</summary>
internal sealed class ServiceWatch(ClusterPorts ports, ClusterReader reader)
{
    /// <summary>A lost node shows by what doesn't change: so a look is taken this often although nothing did.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Changes that come at once are seen together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.25);

    /// <param name="service">Null for all.</param>
    /// <exception cref="NotFoundException">There is no such service, or not any more.</exception>
    public async IAsyncEnumerable<IReadOnlyList<WatchedService>> WatchAsync(string? service, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var version = await ports.Store.VersionAsync(cancel).ConfigureAwait(false);
            IReadOnlyList<ServiceSight> sights = service is null
                ? await reader.SightsAsync(null, cancel).ConfigureAwait(false)
                : [await reader.SightAsync(service, cancel).ConfigureAwait(false)];
            yield return [.. sights.Select(s => new WatchedService(ServiceObserver.Service(s), ServiceObserver.Members(s)))];
            await ports.Store.WaitForOtherChangeAsync(version, LongestWait, cancel).ConfigureAwait(false);
            await Task.Delay(Pause, ports.Time, cancel).ConfigureAwait(false);
        }
    }
}
