using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Operations;

/// <summary>Finishes operations that were interrupted or failed, and begins queued ones that are due.</summary>
[Cmdlet(VerbsLifecycle.Resume, "FireCampOperation", SupportsShouldProcess = true, DefaultParameterSetName = ById)]
[OutputType(typeof(Operation))]
public sealed class ResumeFireCampOperationCommand : OperationRecoveryCmdlet
{
    private const string OfQueue = "OfQueue";

    /// <summary>Begin all queued operations that are due, one after the other: for a scheduler.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfQueue)]
    public SwitchParameter Due { get; set; }

    /// <summary>Begin a queued operation although it isn't due; an event tells of it.</summary>
    [Parameter(ParameterSetName = ById)]
    public SwitchParameter Force { get; set; }

    private protected override string Verb => "Resume";

    private protected override Task<Operation> RecoverAsync(
        ClusterEngine cluster, string id, IProgress<OperationProgress> progress, CancellationToken cancel)
        => cluster.ResumeOperationAsync(id, Force, progress, cancel);

    private protected override async Task<IReadOnlyList<OperationReference>> FindAsync(CancellationToken cancel)
    {
        if (!Due)
        {
            return Id;
        }

        var cluster = await ConnectAsync(cancel);
        return [.. (await cluster.Queue.ListAsync(cancel)).Where(o => o.IsDue).Select(o => new OperationReference(o))];
    }
}
