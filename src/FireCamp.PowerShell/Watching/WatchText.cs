using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.Watching;

/// <summary>Makes of what is watched the lines that are shown of it. Pure.</summary>
internal static class WatchText
{
    private static readonly string[] OfServices = ["Name", "Kind", "Phase", "Ready", "Primary", "Since", "Operation", "Reason"];

    private static readonly string[] OfMembers = ["Name", "Role", "Phase", "Lag", "Node", "Since", "Reason"];

    /// <summary>A table of services.</summary>
    public static IReadOnlyList<string> Services(IReadOnlyList<WatchedService> watched, DateTimeOffset now)
        => Table(OfServices, [.. watched.Select(w => w.Service).Select(s => (string[])
        [
            s.Name, $"{s.Kind} {s.Version}", $"{s.Phase}", $"{s.ReadyMembers}/{s.TotalMembers}", string.Join(",", s.Primary), Age(s.Since, now),
            s.Operation ?? "", s.Reason,
        ])]);

    /// <summary>One service, and a table of its members.</summary>
    public static IReadOnlyList<string> Members(WatchedService watched, DateTimeOffset now)
    {
        var service = watched.Service;
        var operation = service.Operation is { } id ? $", operation {id}" : "";
        return
        [
            $"{service.Name}: {service.Kind} {service.Version}, {service.Phase}, {service.ReadyMembers}/{service.TotalMembers} ready{operation}",
            "",
            .. Table(OfMembers, [.. watched.Members.Select(m => (string[])
            [
                m.Name, $"{m.Role}", $"{m.Phase}", Lag(m), m.Node ?? "", Age(m.Since, now), m.Reason,
            ])]),
        ];
    }

    /// <summary>How long ago something was, in one number: <c>5s</c>, <c>3m</c>, <c>2h</c>, <c>4d</c>; clocks that are apart make it 0s.</summary>
    public static string Age(DateTimeOffset? since, DateTimeOffset now)
    {
        if (since is not { } moment)
        {
            return "";
        }

        var age = now > moment ? now - moment : TimeSpan.Zero;
        return age switch
        {
            { TotalMinutes: < 2 } => $"{(int)age.TotalSeconds}s",
            { TotalHours: < 2 } => $"{(int)age.TotalMinutes}m",
            { TotalDays: < 2 } => $"{(int)age.TotalHours}h",
            _ => $"{(int)age.TotalDays}d",
        };
    }

    private static string Lag(Member member) => (member.Lag, member.CaughtUp, member.Phase, member.Role) switch
    {
        ({ } lag, _, _, MemberRole.Replica) => lag.ToString(),
        (_, false, MemberPhase.Ready, _) => "behind",
        _ => "",
    };

    private static List<string> Table(string[] headings, IReadOnlyList<string[]> rows)
    {
        var widths = headings.Select((h, i) => rows.Select(r => r[i].Length).Append(h.Length).Max()).ToList();
        return [.. rows.Prepend(headings).Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd())];
    }
}
