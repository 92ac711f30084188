using FireCamp.Engine.Catalog;
using FireCamp.Engine.Health;
using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Gathers what a service's checks look at, and puts it to them.</summary>
internal sealed class ServiceExaminer(ClusterConnection connection, ClusterReader reader, ServiceCatalog catalog, ClusterQueue queue)
{
    private readonly ClusterPorts ports = connection.Ports;

    /// <param name="checks">Only these.</param>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task<IReadOnlyList<ServiceCheck>> ExamineAsync(string service, IReadOnlyList<IServiceCheck> checks, CancellationToken cancel)
    {
        var needs = checks.Aggregate(EvidenceParts.None, (all, check) => all | check.Needs);
        var evidence = await GatherAsync(await reader.SightAsync(service, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        var (drifts, unknown) = needs.HasFlag(EvidenceParts.Drift) ? await DriftsAsync(evidence.Service, cancel).ConfigureAwait(false) : ([], null);
        return ServiceChecks.Run(
            evidence with
            {
                Drifts = drifts,
                DriftUnknown = unknown,
                Files = needs.HasFlag(EvidenceParts.Files) ? await FilesAsync(evidence.Members, cancel).ConfigureAwait(false) : [],
                Certificates = needs.HasFlag(EvidenceParts.Certificates) ? await CertificatesAsync(evidence, cancel).ConfigureAwait(false) : [],
            },
            checks);
    }

    private async Task<ServiceEvidence> GatherAsync(ServiceSight sight, CancellationToken cancel)
    {
        var subject = Subjects.Service(sight.Service.Name);
        var usages = await ports.Store.ListAsync(Keys.Usages(sight.Service.Name), ModelJson.Default.MemberUsage, cancel).ConfigureAwait(false);
        var unfinished = await connection.Operations.FindUnfinishedAsync(subject, cancel).ConfigureAwait(false);
        var queued = await queue.ListAsync(cancel).ConfigureAwait(false);
        return new ServiceEvidence
        {
            Sight = sight,
            Usages = [.. usages.Select(u => u.Value)],
            Archives = await ArchivesAsync(sight, cancel).ConfigureAwait(false),
            Unfinished = unfinished is null ? null : Of(unfinished),
            Queued = [.. queued.Where(o => o.Subject == subject).Select(Of)],
            Now = ports.Time.GetUtcNow(),
        };
    }

    private async Task<IReadOnlyList<MemberArchive>> ArchivesAsync(ServiceSight sight, CancellationToken cancel)
        => sight.Members.Any(m => m.Workload.Archives)
            ? [.. (await ports.Store.ListAsync(Keys.Archives(sight.Service.Name), ModelJson.Default.MemberArchive, cancel).ConfigureAwait(false))
                .Select(a => a.Value)]
            : [];

    private static OperationSight Of(Operation operation) => new(
        operation.Id, operation.Name, operation.State.ToString(), operation.State == OperationState.Stuck, operation.IsInterrupted,
        operation.Runner, operation.State == OperationState.Queued ? operation.Waits : operation.Error?.Message ?? "");

    private async Task<(IReadOnlyList<MemberDrift> Drifts, string? Unknown)> DriftsAsync(ServiceSpec service, CancellationToken cancel)
    {
        var state = await reader.PlanningStateAsync(service.Name, cancel).ConfigureAwait(false);
        try
        {
            var rendered = MemberRendering.Again(catalog.Find(service.Kind), service, state).ToDictionary(m => m.Name);
            return ([.. state.Own.Select(m => new MemberDrift(m.Name, SpecDrift.Between(m, rendered[m.Name]))).Where(d => d.Parts.Count > 0)], null);
        }
        catch (FireCampException e)
        {
            return ([], e.Message);
        }
    }

    // A member that doesn't run writes its files at its next start.
    private async Task<IReadOnlyList<MemberFilesSight>> FilesAsync(IReadOnlyList<Member> members, CancellationToken cancel)
        => await Task.WhenAll(members.Where(m => m.Phase is MemberPhase.Ready or MemberPhase.Unready).Select(async member =>
        {
            try
            {
                var changed = await ports.Executor.FindChangedFilesAsync(member.Service, member.Name, cancel).ConfigureAwait(false);
                return new MemberFilesSight(member.Name, changed, null);
            }
            catch (FireCampException e)
            {
                return new MemberFilesSight(member.Name, new Dictionary<string, string>(), e.Message);
            }
        })).ConfigureAwait(false);

    private async Task<IReadOnlyList<NodeCertificate>> CertificatesAsync(ServiceEvidence evidence, CancellationToken cancel)
    {
        var nodes = evidence.Sight.Nodes
            .Where(n => n.Endpoint is not null && evidence.Members.Any(m => string.Equals(m.Node, n.Name, StringComparison.OrdinalIgnoreCase)));
        return await Task.WhenAll(nodes.Select(async node =>
        {
            try
            {
                return new NodeCertificate(node.Name, await ports.Executor.FindExpiryAsync(node.Endpoint!, cancel).ConfigureAwait(false), null);
            }
            catch (FireCampException e)
            {
                return new NodeCertificate(node.Name, null, e.Message);
            }
        })).ConfigureAwait(false);
    }
}
