using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Health;

/// <summary>Says in which parts two specs of a member differ. Pure.</summary>
internal static class SpecDrift
{
    /// <summary>Files by path, then the other parts by a word; empty when they are alike.</summary>
    public static IReadOnlyList<string> Between(MemberSpec recorded, MemberSpec rendered) =>
    [
        .. Files(recorded, rendered),
        .. Parts(recorded).Zip(Parts(rendered)).Where(p => p.First.Json != p.Second.Json).Select(p => p.First.Name),
    ];

    private static IEnumerable<string> Files(MemberSpec recorded, MemberSpec rendered)
    {
        var (before, after) = (recorded.Files.ToDictionary(f => f.Path), rendered.Files.ToDictionary(f => f.Path));
        return before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path));
    }

    // What is compared as text has no order of its own: as the catalog has it.
    private static IEnumerable<(string Name, string Json)> Parts(MemberSpec spec)
    {
        var workload = spec.Workload;
        yield return ("volumes", Json(spec with { Files = [], Workload = Empty(workload), Connections = Nothing }, ModelJson.Default.MemberSpec));
        yield return ("connections", string.Join('\n', spec.Connections.Select(c => $"{c.Key}={c.Value}")));
        yield return ("environment", string.Join('\n', workload.Environment.Select(e => $"{e.Key}={e.Value}")));
        yield return ("command", string.Join('\n', workload.Command));
        yield return ("software", Of(workload, w => Empty(w) with { Software = w.Software }));
        yield return ("probe", Of(workload, w => Empty(w) with { Probe = w.Probe, Metrics = w.Metrics }));
        yield return ("actions", Of(workload, w => Empty(w) with { Actions = w.Actions }));
        yield return ("memory", $"{workload.Memory} {workload.CpuLimit}");
        yield return ("ports", string.Join('\n', workload.Ports));
        yield return ("archiving", $"{workload.Archives}");
        yield return ("stop", $"{workload.StopSignal} {workload.StopGrace} {workload.User}");
    }

    private static string Of(Workload workload, Func<Workload, Workload> part)
        => Json(new MemberSpec
        {
            Cluster = "", Service = "", Kind = "", Name = "", Group = "", Zone = "", Host = "", Volumes = [], Files = [], Workload = part(workload),
        }, ModelJson.Default.MemberSpec);

    private static Workload Empty(Workload workload) => new()
    {
        Software = new Software(null, [], [], []),
        Command = [],
        Environment = Nothing,
        Ports = [],
        Memory = default,
        Probe = new ProbeSpec(),
        Actions = new Dictionary<string, ActionSpec>(),
    };

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static Dictionary<string, string> Nothing { get; } = [];
}
