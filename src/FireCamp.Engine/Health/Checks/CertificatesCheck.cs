using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Whether the certificates are good by which the agents of the members' nodes and engines know each other.</summary>
internal sealed class CertificatesCheck : IServiceCheck
{
    /// <summary>Agents renew theirs long before.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public string Name => "Certificates";

    public EvidenceParts Needs => EvidenceParts.Certificates;

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        List<Finding> findings = [.. evidence.Certificates.Select(c => Judge(c, evidence.Now)).OfType<Finding>()];
        var first = evidence.Certificates.Min(c => c.Expires);
        return findings.Count > 0 || evidence.Certificates.Count == 0
            ? findings
            : [Finding.Passed(evidence.Service.Name, first is { } expires
                ? $"Those of its nodes' agents are good for {(expires - evidence.Now).TotalDays:0} days at least."
                : "Its nodes' agents are reached on this machine alone, and need none.")];
    }

    private static Finding? Judge(NodeCertificate certificate, DateTimeOffset now) => (certificate.Unknown, certificate.Expires - now) switch
    {
        ({ } why, _) => Finding.Warning(certificate.Node, $"Its agent's can't be looked at: {why}", "See Test-FireCampCluster."),
        (_, { } left) when left <= TimeSpan.Zero => Finding.Failed(
            certificate.Node, $"Its agent's expired on {certificate.Expires:u}.", "Give it another: Install-FireCampAgent."),
        (_, { } left) when left < Soon => Finding.Warning(
            certificate.Node, $"Its agent's expires in {left.TotalDays:0} days, and should have been renewed.", "See the agent's log on that node."),
        _ => null,
    };
}
