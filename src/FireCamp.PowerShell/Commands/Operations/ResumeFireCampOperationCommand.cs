using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Operations;

/// <summary>Finishes operations that were interrupted or failed.</summary>
[Cmdlet(VerbsLifecycle.Resume, "FireCampOperation", SupportsShouldProcess = true)]
[OutputType(typeof(Operation))]
public sealed class ResumeFireCampOperationCommand : OperationRecoveryCmdlet
{
    private protected override string Verb => "Resume";

    private protected override Task<Operation> RecoverAsync(
        ClusterEngine cluster, string id, IProgress<OperationProgress> progress, CancellationToken cancel)
        => cluster.ResumeOperationAsync(id, progress, cancel);
}
