using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Checks services, and writes what each check found.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FireCampService")]
[OutputType(typeof(ServiceCheck), typeof(bool))]
public sealed class TestFireCampServiceCommand : ConnectedCmdlet
{
    /// <summary>The services, by name, with wildcards, or as objects; without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ServiceReference[] Name { get; set; } = [new ServiceReference("*")];

    /// <summary>Make only these checks, by name, with wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckCompleter))]
    [SupportsWildcards]
    public string[] CheckName { get; set; } = [];

    /// <summary>Write only what was found with one of these outcomes.</summary>
    [Parameter]
    public CheckOutcome[] Outcome { get; set; } = [];

    /// <summary>Write only whether no check failed: one answer a service.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var checks = Checks();
        await ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(
                await ServiceNames.ExpandAsync(cluster, reference, cancel), service => TestAsync(cluster, service.Name, checks, cancel));
        });
    }

    private async Task TestAsync(ClusterEngine cluster, string service, IReadOnlyList<IServiceCheck> checks, CancellationToken cancel)
    {
        var findings = await cluster.TestServiceAsync(service, checks, cancel);
        if (Quiet)
        {
            WriteObject(findings.All(f => f.Outcome != CheckOutcome.Failed));
            return;
        }

        WriteObject(findings.Where(f => Outcome.Length == 0 || Outcome.Contains(f.Outcome)), enumerateCollection: true);
    }

    /// <exception cref="InvalidInputException"><c>CheckNotFound</c>: a name is no check's; names every such one.</exception>
    private IReadOnlyList<IServiceCheck> Checks()
    {
        var known = string.Join(", ", ServiceChecks.All.Select(c => c.Name));
        var mistakes = CheckName.Where(n => !ServiceChecks.All.Any(c => NamePatterns.Matching(n)(c.Name)))
            .Select(n => new Mistake("CheckName", $"'{n}' is no check: {known}.")).ToList();
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("CheckNotFound", "The choice of checks", mistakes);
        }

        var matches = NamePatterns.MatchingAny(CheckName);
        return [.. ServiceChecks.All.Where(c => matches(c.Name))];
    }
}
