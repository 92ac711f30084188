using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Operations;

/// <summary>Gets operations: the unfinished ones, and finished ones too when asked.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampOperation")]
[OutputType(typeof(Operation))]
public sealed class GetFireCampOperationCommand : ConnectedCmdlet
{
    /// <summary>The operations, by id, finished or not.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(OperationCompleter))]
    public OperationReference[] Id { get; set; } = [];

    /// <summary>The finished ones too.</summary>
    [Parameter]
    [Alias("Finished")]
    public SwitchParameter All { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        if (Id.Length == 0)
        {
            var cluster = await ConnectAsync(cancel);
            WriteObject(await cluster.ListOperationsAsync(All, cancel), enumerateCollection: true);
        }

        await ForEachAsync(Id, reference => WriteOneAsync(reference, cancel));
    }

    private async Task WriteOneAsync(OperationReference reference, CancellationToken cancel)
    {
        var cluster = await ConnectAsync(reference.Cluster, cancel);
        var operations = await cluster.ListOperationsAsync(finished: true, cancel);
        WriteObject(operations.FirstOrDefault(o => o.Id.Equals(reference.Id, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException("Operation", reference.Id, "Get-FireCampOperation -All lists them."));
    }
}
