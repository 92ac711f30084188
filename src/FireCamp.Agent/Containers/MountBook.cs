using FireCamp.Agent.Members;

namespace FireCamp.Agent.Containers;

/// <summary>What dockerd has asked for and been told of members' volumes on this node, since this agent began.</summary>
/// <remarks>Mounts are not counted, for dockerd forgets to take some back; only the last one of each volume is remembered.</remarks>
internal sealed class MountBook(TimeProvider time)
{
    private readonly long began = time.GetTimestamp();
    private readonly Lock gate = new();
    private readonly Dictionary<MemberKey, Entry> entries = [];

    /// <summary>When a mount of the member was last granted, as a timestamp; null when none was.</summary>
    public long? GrantedAt(MemberKey member) => Read(member, e => e?.GrantedAt);

    /// <summary>Somebody waits for the member's place to open, until the result is disposed.</summary>
    public IDisposable Wait(MemberKey member)
    {
        Write(member, e => e.Waiting++);
        return new Waiter(() => Write(member, e => (e.Waiting, e.AskedAt) = (e.Waiting - 1, time.GetTimestamp())));
    }

    /// <summary>Calls <paramref name="act"/>, which must be quick, at every granted mount of the member, until the result is disposed.</summary>
    public IDisposable OnGrant(MemberKey member, Action act)
    {
        Write(member, e => e.OnGrant += act);
        return new Waiter(() => Write(member, e => e.OnGrant -= act));
    }

    public void Grant(MemberKey member, string volume, string id)
        => Write(member, e =>
        {
            (e.Granted[volume], e.GrantedAt) = (id, time.GetTimestamp());
            e.OnGrant?.Invoke();
        });

    /// <summary>The member that a volume was last granted of; null when it isn't granted.</summary>
    public MemberKey? FindMember(string volume)
    {
        lock (gate)
        {
            return entries.Where(e => e.Value.Granted.ContainsKey(volume)).Select(e => (MemberKey?)e.Key).FirstOrDefault();
        }
    }

    /// <summary>The mount is taken back; an earlier one than the volume's last changes nothing.</summary>
    public void TakeBack(MemberKey member, string volume, string id)
        => Write(member, e =>
        {
            if (e.Granted.GetValueOrDefault(volume) == id)
            {
                e.Granted.Remove(volume);
            }
        });

    /// <summary>The member's container has ended.</summary>
    /// <param name="failed">By itself, so that the next one is soon started here.</param>
    public void NoteEnd(MemberKey member, bool failed) => Write(member, e => (e.EndedAt, e.Failed) = (time.GetTimestamp(), failed));

    /// <summary>For how long nobody has used the member's place or asked for it; null while somebody does.</summary>
    public MountIdle? IdleOf(MemberKey member)
        => Read(member, e => e switch
        {
            { Waiting: > 0 } => null,
            // Its container may be one that is about to be adopted, also when it is being looked for already.
            null or { AskedAt: null, GrantedAt: null, EndedAt: null } => new MountIdle(time.GetElapsedTime(began), false, true),
            _ => new MountIdle(
                time.GetElapsedTime(Math.Max(e.AskedAt ?? 0, Math.Max(e.GrantedAt ?? 0, e.EndedAt ?? 0))),
                e.Granted.Count > 0,
                e.Failed && (e.EndedAt ?? 0) >= (e.GrantedAt ?? 0)),
        });

    private T Read<T>(MemberKey member, Func<Entry?, T> read)
    {
        lock (gate)
        {
            return read(entries.GetValueOrDefault(member));
        }
    }

    private void Write(MemberKey member, Action<Entry> write)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(member, out var entry))
            {
                entries[member] = entry = new Entry();
            }

            write(entry);
        }
    }

    private sealed class Entry
    {
        public int Waiting { get; set; }

        public Dictionary<string, string> Granted { get; } = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>When somebody last gave up, or ended, waiting for the place.</summary>
        public long? AskedAt { get; set; }

        public long? GrantedAt { get; set; }

        public Action? OnGrant { get; set; }

        public long? EndedAt { get; set; }

        public bool Failed { get; set; }
    }

    private sealed class Waiter(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
