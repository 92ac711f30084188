using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Planning;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>An operation after which the service is still there: silent, unless <c>-PassThru</c> asks for the service.</summary>
public abstract class ServiceChangeCmdlet : ServiceOperationCmdlet
{
    private protected ServiceChangeCmdlet()
    {
    }

    /// <summary>Write the service once it is done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override async Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, string service, CancellationToken cancel)
        => PassThru ? [await cluster.GetServiceAsync(service, cancel)] : [];
}
