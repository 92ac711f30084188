using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Plans something for each of the given backups, shows the plan, asks, and carries it out.</summary>
public abstract class BackupCmdlet : ConnectedCmdlet
{
    private protected BackupCmdlet()
    {
    }

    /// <summary>The backups, by id or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(BackupCompleter))]
    public BackupReference[] Backup { get; set; } = [];

    /// <summary>The URL of the store that they are in; by default the cluster's own.</summary>
    [Parameter]
    public string? Store { get; set; }

    /// <summary>Run as a background job and return the job at once.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>How long it may take: seconds, or text such as 90s or 5m.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    private protected string? StoreOf(BackupReference backup) => Store ?? backup.Store;

    private protected abstract Task<OperationPlan> PlanAsync(ClusterEngine cluster, BackupReference backup, CancellationToken cancel);

    /// <summary>What the user gave in secret, by name.</summary>
    private protected virtual IReadOnlyDictionary<string, string> Secrets => new Dictionary<string, string>();

    /// <summary>Whether it begins whatever the policy of a service says that it disrupts.</summary>
    private protected virtual bool IsForced => false;

    /// <summary>What the cmdlet writes once the plan is carried out.</summary>
    private protected abstract Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, BackupReference backup, CancellationToken cancel);

    private protected sealed override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Backup, async backup =>
        {
            var cluster = await ConnectAsync(cancel);
            var plan = await PlanAsync(cluster, backup, cancel);
            if (!Approve(plan, PolicyWords.Of(await cluster.Queue.JudgeAsync(plan, cancel), IsForced)))
            {
                return;
            }

            var secrets = Secrets;
            var run = new OperationRun($"{plan.Operation} {backup.Id}", backup.Id, async (progress, token) =>
            {
                var operation = await cluster.Queue.SubmitAsync(plan, secrets, IsForced, progress, token);
                return operation.State == OperationState.Queued ? [operation] : await ReadOutputAsync(cluster, plan, backup, token);
            })
            {
                Timeout = Timeout,
            };
            await CarryOutAsync(run, AsJob, cancel);
        });
}
