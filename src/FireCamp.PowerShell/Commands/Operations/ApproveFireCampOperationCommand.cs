using System.Management.Automation;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Operations;

/// <summary>Approves queued operations, which then wait for nothing but their services' windows.</summary>
[Cmdlet(VerbsLifecycle.Approve, "FireCampOperation", SupportsShouldProcess = true)]
[OutputType(typeof(Operation))]
public sealed class ApproveFireCampOperationCommand : ConnectedCmdlet
{
    /// <summary>The operations, by id or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(QueuedOperationCompleter))]
    public OperationReference[] Id { get; set; } = [];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Id, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            if (ShouldProcess($"operation {reference.Id} of cluster '{cluster.Name}'", "Approve"))
            {
                WriteObject(await cluster.Queue.ApproveAsync(reference.Id, cancel));
            }
        });
}
