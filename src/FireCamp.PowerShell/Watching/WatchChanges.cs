using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.Watching;

/// <summary>Tells which services, or which members of one, are not as they were when they were last asked about.</summary>
internal sealed class WatchChanges
{
    private Dictionary<string, object> known = [];

    /// <summary>The services that are new or changed.</summary>
    public IReadOnlyList<Service> Of(IReadOnlyList<WatchedService> watched) => Of(watched.Select(w => w.Service), s => s.Name, StateOf);

    /// <summary>The members that are new or changed.</summary>
    public IReadOnlyList<Member> Of(WatchedService watched) => Of(watched.Members, m => m.Name, StateOf);

    private IReadOnlyList<T> Of<T>(IEnumerable<T> seen, Func<T, string> name, Func<T, object> state)
    {
        var now = seen.ToList();
        var changed = now.Where(item => !known.TryGetValue(name(item), out var before) || !before.Equals(state(item))).ToList();
        known = now.ToDictionary(name, state);
        return changed;
    }

    // What is shown of them, and not lists that are made anew at each look.
    private static object StateOf(Service s)
        => (s.Version, s.Phase, s.Reason, s.Since, s.ReadyMembers, s.TotalMembers, string.Join(',', s.Primary), s.Operation);

    private static object StateOf(Member m) => (m.Phase, m.Reason, m.Since, m.Role, m.CaughtUp, m.Lag, m.Node, (m.Epoch, m.ProcessId, m.RunToken));
}
