using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Uses a service whose kind has a ledger.</summary>
public sealed class LedgerUse(LabService service) : IUse
{
    private readonly HashSet<long> written = [];
    private long number;

    public async Task WriteAsync(CancellationToken cancel)
    {
        var why = "";
        await Soon.TrueAsync(
            async () =>
            {
                try
                {
                    // Names may lead elsewhere now, and another member may be primary.
                    await using var ledger = await service.OpenLedgerAsync(cancel);
                    await ledger.AppendAsync(++number, cancel);
                    return written.Add(number);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    why = e.Message;
                    return false;
                }
            },
            () => $"{service.Name} takes a write: {why}", cancel);
    }

    public async Task HoldsAsync(CancellationToken cancel)
    {
        var why = "";
        await Soon.TrueAsync(
            async () =>
            {
                var held = new HashSet<long>();
                await using var ledger = await service.OpenLedgerAsync(cancel);
                foreach (var primary in (await service.OutsideEndpointsAsync(cancel)).Where(e => e.Role == MemberRole.Primary))
                {
                    held.UnionWith(await ledger.ReadAsync(primary, cancel));
                }

                why = $"lacks {string.Join(", ", written.Except(held).Take(5))}";
                return written.IsSubsetOf(held);
            },
            () => $"{service.Name} holds all {written.Count} numbers: {why}", cancel);
    }
}
