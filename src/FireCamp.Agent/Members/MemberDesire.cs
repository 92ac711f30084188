using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Members;

/// <summary>What is wanted of a member on this node now.</summary>
internal sealed class MemberDesire(MemberUnit? unit) : IDisposable
{
    private readonly AsyncPulse changed = new();
    private volatile MemberUnit? current = unit;

    /// <summary>The unit that is to run here; null when it is not, or not at all.</summary>
    public MemberUnit? Unit => current;

    /// <summary>Whether a process that was started for <paramref name="unit"/> is still what is wanted.</summary>
    public bool IsFor(MemberUnit unit) => current is { } now && now.RunToken == unit.RunToken;

    /// <summary>Sets it and wakes who waits, also when it is the same: something else that is waited for may have changed.</summary>
    public void Set(MemberUnit? unit)
    {
        current = unit;
        changed.Set();
    }

    /// <summary>Wakes who waits: what it waits for besides may have come.</summary>
    public void Wake() => changed.Set();

    /// <summary>Returns after the next <see cref="Set"/> or <see cref="Wake"/>, or after <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => changed.WaitAsync(atMost, cancel);

    public void Dispose() => changed.Dispose();
}
