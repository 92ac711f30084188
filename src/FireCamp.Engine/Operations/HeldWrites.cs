using System.Collections.Concurrent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Knows for how long operations of this session hold writes, and tells it once another member is primary.</summary>
internal sealed class HeldWrites
{
    private readonly ConcurrentDictionary<string, long> since = new();

    /// <summary>From now on writes are held; a repeat doesn't count.</summary>
    public void Begin(StepContext context) => since.TryAdd(context.OperationId, context.Ports.Time.GetTimestamp());

    /// <summary>An event says who is primary, and for how long writes were held.</summary>
    /// <param name="subject">The service.</param>
    public async Task TellAsync(StepContext context, string subject, string from, string to, CancellationToken cancel)
    {
        // Another session may have demoted it: then nobody has looked at the clock.
        var time = since.TryRemove(context.OperationId, out var begun)
            ? $"; writes were held for {context.Ports.Time.GetElapsedTime(begun).TotalMilliseconds:F0} ms"
            : "";
        var message = $"{to} is the primary in place of {from}{time}.";
        context.Report(message);
        await new EventLog(context.Ports.Store).AppendAsync(
            new EventRecord(context.Ports.Time.GetUtcNow(), context.Actor, subject, "PrimarySwitched", message), cancel).ConfigureAwait(false);
    }
}
