using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Gets services as they are now.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampService")]
[OutputType(typeof(Service))]
public sealed class GetFireCampServiceCommand : ConnectedCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ServiceReference[] Name { get; set; } = [new ServiceReference("*")];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            if (!reference.IsPattern)
            {
                WriteObject(await cluster.GetServiceAsync(reference.Name, cancel));
                return;
            }

            var matches = NamePatterns.Matching(reference.Name);
            var services = await cluster.ListServicesAsync(cancel);
            WriteObject(services.Where(s => matches(s.Name)), enumerateCollection: true);
        });
}
