using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Operations;

/// <summary>Takes back what interrupted or failed operations did, and withdraws queued ones.</summary>
[Cmdlet(VerbsCommon.Undo, "FireCampOperation", SupportsShouldProcess = true)]
[OutputType(typeof(Operation))]
public sealed class UndoFireCampOperationCommand : OperationRecoveryCmdlet
{
    private protected override string Verb => "Undo";

    private protected override Task<Operation> RecoverAsync(
        ClusterEngine cluster, string id, IProgress<OperationProgress> progress, CancellationToken cancel)
        => cluster.UndoOperationAsync(id, progress, cancel);
}
