using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>The steps that make a service with data in it: those of a new one, with its volumes filled before it gets the empty ones.</summary>
internal static class FilledService
{
    private const string BeforeVolumes = "ensure-volume";
    private const string AfterStart = "start-member";

    /// <param name="fill">Makes one volume; a volume that is there stays as it is.</param>
    public static IReadOnlyList<Step<TPlan>> Steps<TPlan>(Func<TPlan, VolumeFill, StepContext, CancellationToken, Task> fill)
        where TPlan : OperationPlan, IFilledService
    {
        var steps = StepLift.Of<TPlan, CreateServicePlan>(new CreateService().Steps, plan => plan.Create).ToList();
        steps.Insert(
            steps.FindIndex(s => s.Name == BeforeVolumes),
            new("fill-volume", (plan, context, cancel) => fill(plan, FillOf(plan, context), context, cancel), DeleteVolume)
            {
                Each = plan => [.. plan.Fills.Select(f => f.Volume.Name)],
                Deadline = TimeSpan.FromDays(2),
            });
        steps.Insert(
            steps.FindIndex(s => s.Name == AfterStart) + 1,
            new("take-passwords", TakePasswords) { Each = plan => Rotating(plan.Create.Members, plan.Fills), Deadline = TimeSpan.FromHours(6) });
        return steps;
    }

    /// <summary>What is done while a volume is filled, for people.</summary>
    public static string Filling(VolumeFill fill)
        => $"filling {fill.Volume.Name} from {fill.From}{(fill.Log is { } log ? $" and {log.Count} segments of the log" : "")}";

    /// <summary>The members whose servers still have the passwords of whom the data was.</summary>
    public static IReadOnlyList<string> Rotating(IReadOnlyList<MemberSpec> members, IReadOnlyList<VolumeFill> fills)
        =>
        [
            .. members.Where(m => m.Workload.Actions.ContainsKey(CatalogNames.Rotate) && m.Role != MemberRole.Replica
                && fills.Any(f => f.Member == m.Name)).Select(m => m.Name),
        ];

    /// <summary>The member, which runs with another's data, has the passwords that its files say.</summary>
    public static async Task TakePasswordsAsync(StepContext context, MemberSpec member, CancellationToken cancel)
    {
        await MemberWaits.ReadyAsync(context, [member.Id], context.OperationId, caughtUp: false, cancel).ConfigureAwait(false);
        await MemberActions.RunAsync(context, member, CatalogNames.Rotate, cancel).ConfigureAwait(false);
    }

    private static Task TakePasswords<TPlan>(TPlan plan, StepContext context, CancellationToken cancel)
        where TPlan : OperationPlan, IFilledService
        => TakePasswordsAsync(context, plan.Create.Member(context.RequiredItem), cancel);

    private static VolumeFill FillOf<TPlan>(TPlan plan, StepContext context)
        where TPlan : OperationPlan, IFilledService
        => plan.Fills.First(f => f.Volume.Name == context.RequiredItem);

    private static Task DeleteVolume<TPlan>(TPlan plan, StepContext context, CancellationToken cancel)
        where TPlan : OperationPlan, IFilledService
        => context.Ports.Volumes.DeleteAsync(context.RequiredItem, cancel);
}
