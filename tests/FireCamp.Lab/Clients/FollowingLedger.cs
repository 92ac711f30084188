using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>A ledger at whichever member is primary: after an error it asks where that is now, as a client does that looks names up anew.</summary>
/// <param name="copies">How many replicas of Redis must have a number for it to count as acknowledged.</param>
public sealed class FollowingLedger(LabService service, int copies = 0) : ILedger
{
    private ILedger? current;

    public async Task AppendAsync(long number, CancellationToken cancel)
    {
        var used = current ??= await service.OpenLedgerAsync(cancel, copies);
        try
        {
            await used.AppendAsync(number, cancel);
        }
        catch
        {
            if (ReferenceEquals(current, used))
            {
                Forget();
            }

            throw;
        }
    }

    public void Forget()
    {
        if (current is { } old)
        {
            current = null;
            _ = Task.Run(async () => await old.DisposeAsync());
        }
    }

    public async Task<IReadOnlySet<long>> ReadAsync(Endpoint member, CancellationToken cancel)
        => await (current ??= await service.OpenLedgerAsync(cancel, copies)).ReadAsync(member, cancel);

    public async ValueTask DisposeAsync()
    {
        if (current is { } old)
        {
            current = null;
            await old.DisposeAsync();
        }
    }
}
