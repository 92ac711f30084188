using FireCamp.Engine.Model;

namespace FireCamp.Engine.Health.Checks;

/// <summary>The checks that a service is put to.</summary>
public static class ServiceChecks
{
    /// <summary>In the order in which they are told.</summary>
    public static IReadOnlyList<IServiceCheck> All { get; } =
    [
        new MembersCheck(), new QuorumCheck(), new LagCheck(), new ZonesCheck(), new DiskCheck(), new ArchiveCheck(), new OperationCheck(),
        new DriftCheck(), new CertificatesCheck(),
    ];

    /// <summary>What the checks found, in their order.</summary>
    public static IReadOnlyList<ServiceCheck> Run(ServiceEvidence evidence, IReadOnlyList<IServiceCheck> checks) =>
    [
        .. checks.SelectMany(check => check.Look(evidence).Select(f => new ServiceCheck(
            evidence.Service.Cluster, evidence.Service.Name, check.Name, f.Target, f.Outcome, f.Message, f.NextStep))),
    ];
}
