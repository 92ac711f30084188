namespace FireCamp.Agent.Members;

/// <summary>Wakes who waits; a pulse that comes while nobody waits wakes the next one who does.</summary>
internal sealed class AsyncPulse : IDisposable
{
    private readonly SemaphoreSlim pulses = new(0, 1);

    public void Set()
    {
        try
        {
            pulses.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is pending already, and one is enough.
        }
    }

    /// <summary>Returns after a pulse, or after <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => pulses.WaitAsync(atMost, cancel);

    public void Dispose() => pulses.Dispose();
}
