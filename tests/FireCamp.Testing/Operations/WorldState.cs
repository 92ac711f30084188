using System.Text.RegularExpressions;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Testing.Fakes;

namespace FireCamp.Testing.Operations;

/// <summary>All that an operation may change in a world, as comparable lines.</summary>
/// <remarks>
/// Not in it: what operations keep of themselves, and what agents say (reports, claims and leases), which follows from the
/// units. Operations' ids stand as <c>OPERATION</c>, for each trial has its own.
/// </remarks>
public sealed partial class WorldState
{
    private const string TokenLine = "token ";

    private static readonly string[] Ignored =
        [Keys.Operations, "plans/", Keys.UnfinishedMarks, Keys.Events, Keys.Leases, Keys.Claims(), Keys.Reports()];

    private readonly SortedSet<string> lines;

    private WorldState(IEnumerable<string> lines) => this.lines = new SortedSet<string>(lines, StringComparer.Ordinal);

    /// <summary>The state without the units' run tokens: a member that was stopped and started again has another.</summary>
    public WorldState WithoutTokens => new(lines.Where(line => !line.StartsWith(TokenLine, StringComparison.Ordinal)));

    /// <summary>The state without where units and volumes are.</summary>
    public WorldState WithoutPlaces => new(lines.Select(line => Place().Replace(line, "")));

    /// <summary>The state without the volumes' sizes, which only grow.</summary>
    public WorldState WithoutSizes => new(lines.Select(line => VolumeSize().Replace(line, "")));

    public static async Task<WorldState> CaptureAsync(FakeWorld world, IEnumerable<string> operationIds)
    {
        var records = await world.Store.ListAsync("", CancellationToken.None);
        IEnumerable<string> lines =
        [
            .. records.Where(r => !Array.Exists(Ignored, prefix => r.Key.StartsWith(prefix, StringComparison.Ordinal)))
                .Select(r => $"record {r.Key} = {r.Value}"),
            .. world.Volumes.All.Select(
                v => $"volume {v.Spec} {(v.Node is null ? "detached" : $"on {v.Node}")} [{string.Join(' ', v.Content)}]"),
            .. world.Volumes.Snapshots.Select(s => $"snapshot {s}"),
            .. world.Backups.All.Select(b => $"backup {b}"),
            .. (await world.Dns.ListAsync(CancellationToken.None)).Select(r => $"name {r.Key} = {r.Value}"),
            .. world.Nodes.Up.Select(n => $"node {n} is up"),
            .. world.Tuning.IsApplied ? ["the platform is tuned"] : Array.Empty<string>(),
            .. world.Drainer.Shut.Select(s => $"node {s.Key} is {s.Value}"),
            .. world.Platform.Units.Select(u => $"unit {u.Member.Name} {(u.MeantToRun ? "runs" : "is stopped")} on {u.Node}"),
            .. world.Platform.Units.Where(u => u.MeantToRun).Select(
                u => $"unit {u.Member.Name} has the files of {MemberRecords.IdOf(u.Member)} and has read those of {MemberRecords.IdOf(u.Loaded)}"),
            .. world.Executor.Expected.Select(e => $"{e.Key} is expected"),
            .. world.Executor.DataShards.Select(s => $"{s.Key} has its data in {s.Value} shards"),
            .. world.Platform.Units.Where(u => world.Executor.Outside.ContainsKey(u.Member.Name)).Select(u => $"{u.Member.Name} has left"),
            .. world.Platform.Units.Where(u => u is { MeantToRun: true, Acting: MemberRole.Primary })
                .Select(u => $"unit {u.Member.Name} takes writes"),
            .. world.Platform.Passwords.Select(p => $"server {p.Key} knows the passwords {p.Value}"),
            .. world.Platform.Units.Select(u => $"{TokenLine}{u.Member.Name} = {u.RunToken}"),
        ];
        return new WorldState(lines.Select(line => operationIds.Aggregate(line, (text, id) => text.Replace(id, "OPERATION"))));
    }

    /// <summary>What this has more (+) and less (-) than <paramref name="expected"/>; empty when they are the same.</summary>
    public IReadOnlyList<string> DifferenceTo(WorldState expected) =>
    [
        .. lines.Except(expected.lines).Select(line => $"+ {line}"),
        .. expected.lines.Except(lines).Select(line => $"- {line}"),
    ];

    [GeneratedRegex(@"(?<=^(unit|volume) .*) on node-\d+")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<=^volume .*)Size = \d+\w*, ")]
    private static partial Regex VolumeSize();
}
