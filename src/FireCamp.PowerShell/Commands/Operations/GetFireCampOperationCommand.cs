using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Operations;

/// <summary>Gets operations: the unfinished ones, and when asked those that are queued, and finished ones too.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampOperation")]
[OutputType(typeof(Operation))]
public sealed class GetFireCampOperationCommand : ConnectedCmdlet
{
    /// <summary>The operations, by id, finished or not.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(OperationCompleter))]
    public OperationReference[] Id { get; set; } = [];

    /// <summary>The queued and the finished ones too.</summary>
    [Parameter]
    [Alias("Finished")]
    public SwitchParameter All { get; set; }

    /// <summary>Only those that wait for their service's window or for an approval.</summary>
    [Parameter]
    public SwitchParameter Queued { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        if (Id.Length == 0)
        {
            var cluster = await ConnectAsync(cancel);
            if (All || Queued)
            {
                WriteObject(await cluster.Queue.ListAsync(cancel), enumerateCollection: true);
            }

            if (!Queued)
            {
                WriteObject(await cluster.ListOperationsAsync(All, cancel), enumerateCollection: true);
            }
        }

        await ForEachAsync(Id, reference => WriteOneAsync(reference, cancel));
    }

    private async Task WriteOneAsync(OperationReference reference, CancellationToken cancel)
    {
        var cluster = await ConnectAsync(reference.Cluster, cancel);
        if (await cluster.Queue.FindAsync(reference.Id, cancel) is { } queued)
        {
            WriteObject(queued);
            return;
        }

        var operations = await cluster.ListOperationsAsync(finished: true, cancel);
        WriteObject(operations.FirstOrDefault(o => o.Id.Equals(reference.Id, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException("Operation", reference.Id, "Get-FireCampOperation -All lists them."));
    }
}
