using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>The steps of a switchover that another operation begins with: what all of them share.</summary>
internal sealed class SwitchingWithin
{
    private readonly HeldWrites held = new();

    public async Task DemoteAsync(SwitchWithin within, StepContext context, CancellationToken cancel)
    {
        await PrimaryHandover.DemoteAsync(context, within.From, cancel).ConfigureAwait(false);
        held.Begin(context);
    }

    public static Task GiveBackAsync(SwitchWithin within, StepContext context, CancellationToken cancel)
        => PrimaryHandover.GiveBackAsync(context, within.From, cancel);

    public static Task ReceiveAsync(SwitchWithin within, StepContext context, CancellationToken cancel)
        => PrimaryHandover.ReceiveAsync(context, within.Primary.New, cancel);

    /// <param name="subject">The service.</param>
    public async Task PromoteAsync(SwitchWithin within, string subject, StepContext context, CancellationToken cancel)
    {
        await PrimaryHandover.PromoteAsync(context, within.Primary, cancel).ConfigureAwait(false);
        await held.TellAsync(context, subject, within.From.Name, within.To, cancel).ConfigureAwait(false);
    }

    /// <summary>The member has read whom it follows; the new primary, what it is.</summary>
    /// <param name="isAwaited">Whether it is ready.</param>
    public static Task FollowAsync(SwitchWithin within, string member, bool isAwaited, StepContext context, CancellationToken cancel)
        => PrimaryHandover.FollowAsync(context, within.Change(member), isAwaited, cancel);

    /// <summary>No spec from before the switchover is left.</summary>
    public static async Task ForgetOldAsync(SwitchWithin within, StepContext context, CancellationToken cancel)
    {
        foreach (var change in within.All)
        {
            await MemberChanging.ForgetOldAsync(context, change, cancel).ConfigureAwait(false);
        }

        await PrimaryHandover.ForgetAsync(context, within.From.New, cancel).ConfigureAwait(false);
    }
}
