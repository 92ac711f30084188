using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>The third rung: works on services, given by name, by wildcard or as objects.</summary>
public abstract class ServiceCmdlet : ConnectedCmdlet
{
    private protected ServiceCmdlet()
    {
    }

    /// <summary>The services, by name, with wildcards, or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ServiceReference[] Name { get; set; } = [];

    /// <summary>Works on one service. The name is as it was given: whether the service exists is the engine's to say.</summary>
    private protected abstract Task ProcessServiceAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel);

    private protected sealed override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(
                await ServiceNames.ExpandAsync(cluster, reference, cancel),
                service => ProcessServiceAsync(cluster, service, cancel));
        });
}
