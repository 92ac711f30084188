using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>The fourth rung: plans a change of a service, shows the plan, asks, and carries it out.</summary>
public abstract class ServiceOperationCmdlet : ServiceCmdlet
{
    private protected ServiceOperationCmdlet()
    {
    }

    /// <summary>Run as a background job and return the job at once.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>How long it may take: seconds, or text such as 90s or 5m.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whether it begins whatever the service's policy says.</summary>
    private protected virtual bool IsForced => false;

    private protected abstract Task<OperationPlan> PlanAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel);

    /// <summary>What the user gave in secret to the change of this service, by name.</summary>
    private protected virtual IReadOnlyDictionary<string, string> SecretsFor(OperationPlan plan) => new Dictionary<string, string>();

    /// <summary>What the cmdlet writes once the plan is carried out.</summary>
    private protected abstract Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, string service, CancellationToken cancel);

    private protected sealed override async Task ProcessServiceAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
    {
        var plan = await PlanAsync(cluster, service, cancel);
        if (!Approve(plan, PolicyWords.Of(await cluster.Queue.JudgeAsync(plan, cancel), IsForced)))
        {
            return;
        }

        if (plan.IsEmpty)
        {
            WriteWarning(plan.Describe());
            WriteObject(await ReadOutputAsync(cluster, plan, service.Name, cancel), enumerateCollection: true);
            return;
        }

        var secrets = SecretsFor(plan);
        var run = new OperationRun($"{plan.Operation} {service.Name}", service.Name, async (progress, token) =>
        {
            var operation = await cluster.Queue.SubmitAsync(plan, secrets, IsForced, progress, token);
            return operation.State == OperationState.Queued ? [operation] : await ReadOutputAsync(cluster, plan, service.Name, token);
        })
        {
            Timeout = Timeout,
        };
        await CarryOutAsync(run, AsJob, cancel);
    }
}
