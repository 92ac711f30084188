using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Reads all members in turn all the time.</summary>
/// <remarks>A member that restarts answers nothing for a while; a primary never lacks what was acknowledged.</remarks>
public sealed class SteadyReader : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;

    private SteadyReader(LabService service, ILedger ledger, SteadyWriter writer)
        => reading = Task.Run(() => ReadAsync(service, ledger, writer));

    public int Reads { get; private set; }

    /// <summary>How many reads weren't answered.</summary>
    public int Failed { get; private set; }

    public static SteadyReader Start(LabService service, ILedger ledger, SteadyWriter writer) => new(service, ledger, writer);

    /// <exception cref="InvalidDataException">A primary lacked numbers that had been acknowledged before it was asked.</exception>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ReadAsync(LabService service, ILedger ledger, SteadyWriter writer)
    {
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            try
            {
                var members = await service.OutsideEndpointsAsync(stop.Token);
                var member = members[turn % members.Count];
                var before = writer.Acknowledged;
                var held = await ledger.ReadAsync(member, stop.Token);
                Reads++;
                // Who leads where members elect is known a moment late.
                var isStill = service.Kind != "ZooKeeper" && member.Role == MemberRole.Primary
                    && (await service.EndpointsAsync(stop.Token)).Any(e => e.Member == member.Member && e.Role == MemberRole.Primary);
                if (isStill && before.Where(n => !held.Contains(n)).ToList() is { Count: > 0 } lost)
                {
                    throw new InvalidDataException($"{member.Member} lacks {lost.Count} numbers, {lost[0]} first, that were acknowledged before.");
                }
            }
            catch (Exception e) when (e is not InvalidDataException)
            {
                Failed++;
            }

            await Soon.PauseAsync(Pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
