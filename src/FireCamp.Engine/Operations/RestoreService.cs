using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Creates a service with a backup's data: as a new one, but for the volumes that are filled, and the passwords that it takes.</summary>
/// <remarks>Absent → Creating → Running. Any unwind leaves nothing behind.</remarks>
internal sealed class RestoreService : IOperation<RestoreServicePlan>
{
    public string Name => RestoreServicePlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<RestoreServicePlan>> Steps { get; } = FilledService.Steps<RestoreServicePlan>(Fill);

    private static Task Fill(RestoreServicePlan plan, VolumeFill fill, StepContext context, CancellationToken cancel)
    {
        context.Report(FilledService.Filling(fill));
        return context.Ports.Backups.EnsureVolumeAsync(plan.Place, fill.From, fill.Volume, fill.Log, cancel);
    }
}
