using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Whether members are what their kind makes of the service now, and their files on the disk what was written there.</summary>
internal sealed class DriftCheck : IServiceCheck
{
    public string Name => "Drift";

    public EvidenceParts Needs => EvidenceParts.Drift | EvidenceParts.Files;

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        List<Finding> findings =
        [
            .. evidence.DriftUnknown is { } why
                ? [Finding.Warning(
                    evidence.Service.Name, $"What its kind makes of it now can't be told: {why}",
                    "It goes on as it was created. See Get-FireCampCatalog.")]
                : (Finding[])[],
            .. evidence.Drifts.GroupBy(d => Text.List(d.Parts)).Select(g => Finding.Warning(
                Text.List(g.Select(d => d.Member)), $"Its kind has changed since it was planned, in: {g.Key}.",
                $"It goes on as it was planned. Update-FireCampService {evidence.Service.Name} brings its members in line, one at a time.")),
            .. evidence.Files.Where(f => f.Changed.Count > 0).Select(f => Finding.Warning(
                f.Member, $"Files were changed on its disk: {Text.List(f.Changed.Select(c => $"{c.Key} ({c.Value})"))}.",
                "A restart writes them anew: Restart-FireCampService. Settings belong into the service's options.")),
            .. evidence.Files.Where(f => f.Unknown is not null).Select(f => Finding.Warning(
                f.Member, $"What its files are can't be told: {f.Unknown}", "See Test-FireCampCluster for its node's agent.")),
        ];
        return findings.Count > 0 || evidence.Members.Count == 0
            ? findings
            : [Finding.Passed(evidence.Service.Name, "Members are what was planned, and what their kind makes of them now.")];
    }
}
