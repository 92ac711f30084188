using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Works on something that services have: members, endpoints, credentials, logs.</summary>
public abstract class ServicePartCmdlet : ConnectedCmdlet
{
    private protected ServicePartCmdlet()
    {
    }

    /// <summary>The services, by name, with wildcards, or as objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ServiceReference[] Service { get; set; } = [new ServiceReference("*")];

    private protected abstract Task ProcessServiceAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel);

    private protected sealed override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Service, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(
                await ServiceNames.ExpandAsync(cluster, reference, cancel),
                service => ProcessServiceAsync(cluster, service, cancel));
        });
}
