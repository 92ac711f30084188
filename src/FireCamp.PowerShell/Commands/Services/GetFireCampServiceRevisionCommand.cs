using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Gets what services were and are, the newest revision first, each with in what it differs from the one before.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampServiceRevision")]
[OutputType(typeof(Revision))]
public sealed class GetFireCampServiceRevisionCommand : ServicePartCmdlet
{
    /// <summary>Only these revisions.</summary>
    [Parameter(Position = 1)]
    public int[] Number { get; set; } = [];

    private protected override async Task ProcessServiceAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
    {
        var revisions = await cluster.ListRevisionsAsync(service.Name, cancel);
        var missing = Number.Except(revisions.Select(r => r.Number)).ToList();
        if (missing.Count > 0)
        {
            throw new NotFoundException(
                "Revision", string.Join(", ", missing), $"Service '{service.Name}' has {string.Join(", ", revisions.Select(r => r.Number))}.")
            {
                Target = service.Name,
            };
        }

        WriteObject(revisions.Where(r => Number.Length == 0 || Number.Contains(r.Number)), enumerateCollection: true);
    }
}
