using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Takes up an operation that was interrupted or failed.</summary>
public abstract class OperationRecoveryCmdlet : ConnectedCmdlet
{
    private protected OperationRecoveryCmdlet()
    {
    }

    private protected const string ById = "ById";

    /// <summary>The operations, by id or as objects; a service stands for its unfinished one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(OperationCompleter))]
    public OperationReference[] Id { get; set; } = [];

    /// <summary>Run as a background job and return the job at once.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>How long it may take: seconds, or text such as 90s or 5m.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>What is done to an operation, in one word for people.</summary>
    private protected abstract string Verb { get; }

    private protected abstract Task<Operation> RecoverAsync(
        ClusterEngine cluster, string id, IProgress<OperationProgress> progress, CancellationToken cancel);

    /// <summary>What to work on.</summary>
    private protected virtual Task<IReadOnlyList<OperationReference>> FindAsync(CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<OperationReference>>(Id);

    private protected sealed override async Task ProcessAsync(CancellationToken cancel)
        => await ForEachAsync(await FindAsync(cancel), async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            if (!ShouldProcess($"operation {reference.Id} of cluster '{cluster.Name}'", Verb))
            {
                return;
            }

            var run = new OperationRun(
                $"{Verb} {reference.Id}",
                reference.Id,
                async (progress, token) => [await RecoverAsync(cluster, reference.Id, progress, token)])
            {
                Timeout = Timeout,
            };
            await CarryOutAsync(run, AsJob, cancel);
        });
}
