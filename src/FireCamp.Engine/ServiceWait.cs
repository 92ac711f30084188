using FireCamp.Engine.Health;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine;

/// <summary>Waits for a service to be in a phase.</summary>
internal sealed class ServiceWait(ClusterPorts ports, ClusterReader reader)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    public async Task<Service> UntilAsync(
        string service, ServicePhase phase, TimeSpan timeout, IProgress<Service>? progress, CancellationToken cancel)
    {
        var started = ports.Time.GetTimestamp();
        var version = await ports.Store.VersionAsync(cancel).ConfigureAwait(false);
        while (true)
        {
            var sight = await reader.SightAsync(service, cancel).ConfigureAwait(false);
            var seen = ServiceObserver.Service(sight);
            progress?.Report(seen);
            var waited = ports.Time.GetElapsedTime(started);
            if (seen.Phase == phase)
            {
                return seen;
            }

            if (waited >= timeout)
            {
                throw new OperationBlockedException($"wait for {service} to be {phase}", timeout, [BlockerOf(seen, phase, waited)]);
            }

            var look = timeout - waited < LongestLook ? timeout - waited : LongestLook;
            version = await ports.Store.WaitForChangeAsync(version, look, cancel).ConfigureAwait(false);
        }
    }

    private static Blocker BlockerOf(Service service, ServicePhase phase, TimeSpan waited)
        => new(
            $"service {service.Name} is not {phase.ToString().ToLowerInvariant()}",
            waited,
            $"{service.Phase}, {service.ReadyMembers} of {service.TotalMembers} members ready. {service.Reason}",
            service.Operation is null
                ? $"See Get-FireCampMember {service.Name} and Get-FireCampLog {service.Name}."
                : $"Operation {service.Operation} on it is unfinished: see Get-FireCampOperation.");
}
