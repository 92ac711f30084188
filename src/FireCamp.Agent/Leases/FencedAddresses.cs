using System.Collections.Concurrent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;

namespace FireCamp.Agent.Leases;

/// <summary>Members' addresses on this node, which the kernel lets speak only while the node's lease is held.</summary>
/// <remarks>
/// The fence is renewed from a thread of its own, for as long as the hold goes on and never longer, so an agent that is frozen closes it by
/// doing nothing.
/// </remarks>
internal sealed class FencedAddresses : IStaticIpProvider, IDisposable
{
    /// <summary>Besides those that follow the hold's extensions.</summary>
    private const int LeastRenewalsInDuration = 4;

    private readonly IStaticIpProvider provider;
    private readonly AddressFence fence;
    private readonly AgentLog log;
    private readonly ConcurrentDictionary<string, byte> here = new();
    private readonly AutoResetEvent wake = new(false);
    private readonly Thread thread;
    private readonly Lock gate = new();
    private volatile LeaseHold? hold;
    private volatile bool stopped;
    private bool failing;

    public FencedAddresses(IStaticIpProvider provider, AddressFence fence, AgentLog log)
    {
        (this.provider, this.fence, this.log) = (provider, fence, log);
        thread = new Thread(Run) { IsBackground = true, Name = "address-fence" };
        thread.Start();
    }

    /// <summary>From now on the addresses may be used as long as this hold goes on. The kernel knows it when this returns.</summary>
    public void Follow(LeaseHold next)
    {
        // At once, so that what the kernel knows lasts as long as the hold: an agent that is started again has all of it to come up in.
        hold = next;
        next.Extended = () => wake.Set();
        TryRenew();
    }

    /// <summary>It stays as open as it is, under the hold that is followed next: a member that goes on has it.</summary>
    public void Keep(string address) => here[address] = 0;

    /// <summary>None is opened any more: nothing of members' runs here.</summary>
    public void KeepNone() => here.Clear();

    public IEnumerable<string> Free(IReadOnlySet<string> used) => provider.Free(used);

    /// <inheritdoc/>
    /// <remarks>Open in the fence first: the address is announced from itself.</remarks>
    public async Task AssignAsync(string address, CancellationToken cancel)
    {
        here[address] = 0;
        await Task.Run(Renew, cancel).ConfigureAwait(false);
        await provider.AssignAsync(address, cancel).ConfigureAwait(false);
    }

    public async Task ReleaseAsync(string address, CancellationToken cancel)
    {
        await provider.ReleaseAsync(address, cancel).ConfigureAwait(false);
        here.TryRemove(address, out _);
        await Task.Run(Renew, cancel).ConfigureAwait(false);
    }

    public void Dispose()
    {
        stopped = true;
        wake.Set();
        thread.Join();
        if (hold is { } last)
        {
            last.Extended = null;
        }

        wake.Dispose();
    }

    private void Run()
    {
        while (!stopped)
        {
            TryRenew();
            wake.WaitOne((hold?.Duration ?? TimeSpan.FromSeconds(1)) / LeastRenewalsInDuration);
        }
    }

    private void TryRenew()
    {
        try
        {
            Renew();
            failing = false;
        }
        catch (FireCampException e)
        {
            log.WriteOnce(ref failing, $"The members' addresses can't be kept open: {e.Message}");
        }
    }

    // The kernel's time begins when it is told. If this process was frozen on the way there, what was opened late is closed again.
    private void Renew()
    {
        lock (gate)
        {
            if (hold is { } current && current.Remaining is var left && left > TimeSpan.Zero)
            {
                fence.RenewAsync([.. here.Keys], left, CancellationToken.None).GetAwaiter().GetResult();
                if (!current.IsHeld)
                {
                    fence.RenewAsync([], current.Duration, CancellationToken.None).GetAwaiter().GetResult();
                }
            }
        }
    }
}
