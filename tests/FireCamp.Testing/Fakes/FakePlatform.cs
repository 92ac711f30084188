using System.Collections.Concurrent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Testing.Fakes;

/// <summary>A platform whose members are ready, or stopped, at once, and whose agents report that to the store.</summary>
/// <remarks>As strict as the real one: a member runs only if it is recorded and has its volumes.</remarks>
public sealed class FakePlatform(
    IMetadataStore store, FakeVolumeProvider volumes, IReadOnlyList<NodeSpec> nodes, FakeNodeProvider up, FakeNodeDrainer drainer, TimeProvider time)
    : IPlatform
{
    private readonly ConcurrentDictionary<string, FakeUnit> units = new();

    public string Name => "Fake";

    /// <summary>Members that start and never get ready.</summary>
    public ConcurrentDictionary<string, string> NeverReady { get; } = new();

    /// <summary>Where nodes' agents answer; those that aren't here have none.</summary>
    public ConcurrentDictionary<string, string> Endpoints { get; } = new();

    public IReadOnlyList<FakeUnit> Units => [.. units.Values.OrderBy(u => u.Member.Name, StringComparer.Ordinal)];

    /// <summary>Options' values that no process starts with or takes, as texts of a file: what such a process says.</summary>
    public ConcurrentDictionary<string, string> Refused { get; } = new();

    /// <summary>
    /// The ids of the secrets that members' servers know as their passwords: those of their first start, or of the last action <c>rotate</c>.
    /// </summary>
    public ConcurrentDictionary<string, string> Passwords { get; } = new();

    public FakeUnit? Find(string service, string member) => units.GetValueOrDefault($"{service}/{member}");

    public Task<IReadOnlyList<NodeStatus>> ListNodesAsync(CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<NodeStatus>>(
        [
            .. nodes.Select(n => new NodeStatus(
                "t1", n.Name, n.Zone, n.Memory, up.IsUp(n.Name) ? NodePhase.Up : NodePhase.Down, "", null,
                Endpoints.GetValueOrDefault(n.Name), null)),
        ]);

    public string PathOf(VolumeSpec volume) => $"/volumes/{volume.Name}";

    public Task<IReadOnlyList<Mistake>> CheckAsync(IReadOnlyList<MemberSpec> members, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<Mistake>>([]);

    public Task EnsureSoftwareAsync(Software software, IProgress<string> progress, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        progress.Report("the software is there");
        return Task.CompletedTask;
    }

    public async Task EnsureMemberAsync(MemberSpec member, string runToken, CancellationToken cancel)
    {
        Assert.False(string.IsNullOrEmpty(runToken), "a unit needs a run token");
        var present = Find(member.Service, member.Name);
        if (present is not { MeantToRun: true } || present.RunToken != runToken)
        {
            await StartAsync(member, runToken, present, cancel);
        }
    }

    /// <summary>What an agent does at a refresh: it reads the record and writes the files.</summary>
    public async Task RefreshAsync(FakeUnit unit, CancellationToken cancel)
        => units[KeyOf(unit)] = unit with { Member = await RecordedAsync(unit.Member, cancel) };

    /// <summary>What a process does when it is told to read its files anew: it takes the role that they give it, too.</summary>
    public Task LoadAsync(FakeUnit unit, CancellationToken cancel)
        => unit.Member.Role == unit.Acting || unit.Member.Role == MemberRole.None
            ? Keep(unit with { Loaded = unit.Member })
            : ActAsync(unit with { Loaded = unit.Member }, unit.Member.Role, cancel);

    /// <summary>What a process does that is demoted or promoted. At no time do two members of one shard take writes.</summary>
    public Task ActAsync(FakeUnit unit, MemberRole role, CancellationToken cancel)
    {
        var rival = Units.FirstOrDefault(u => u.MeantToRun && u.Acting == MemberRole.Primary && u.Member.Name != unit.Member.Name
            && (u.Member.Service, u.Member.Group, u.Member.Shard) == (unit.Member.Service, unit.Member.Group, unit.Member.Shard));
        Assert.True(role != MemberRole.Primary || rival is null, $"{unit.Member.Name} becomes primary beside {rival?.Member.Name}");
        var acting = unit with { Acting = role };
        units[KeyOf(unit)] = acting;
        return ReportAsync(acting, MemberPhase.Ready, 0, cancel);
    }

    /// <summary>What a server does by the action <c>rotate</c>: it takes the passwords that its files have.</summary>
    public void Rotate(FakeUnit unit) => Passwords[unit.Member.Name] = SecretsOf(unit.Member);

    /// <summary>Why a process refuses its files; null when it takes them.</summary>
    public string? WhyRefused(MemberSpec member)
        => Refused.Where(r => member.Files.Any(f => f.Content.Contains(r.Key, StringComparison.Ordinal))).Select(r => r.Value).FirstOrDefault();

    public async Task MoveMemberAsync(MemberSpec member, string from, string runToken, CancellationToken cancel)
    {
        if (Find(member.Service, member.Name) is { MeantToRun: true } unit && unit.Node == from)
        {
            await DetachAsync(unit, cancel);
            var to = nodes.First(n => n.Name != from && up.IsUp(n.Name) && drainer.IsOpen(n.Name));
            await StartAsync(member, runToken, unit with { Node = to.Name }, cancel);
        }
    }

    public async Task StopMemberAsync(string service, string member, CancellationToken cancel)
    {
        if (Find(service, member) is { MeantToRun: true } unit)
        {
            await DetachAsync(unit, cancel);
            units[KeyOf(unit)] = unit with { MeantToRun = false };
            await ReportAsync(unit, MemberPhase.Stopped, 0, cancel);
        }
    }

    public async Task RemoveMemberAsync(string service, string member, CancellationToken cancel)
    {
        if (units.TryRemove($"{service}/{member}", out var unit))
        {
            await DetachAsync(unit, cancel);
        }

        Passwords.TryRemove(member, out _);
        await store.ForgetAsync(Keys.Report(service, member), cancel);
    }

    public Task<IReadOnlyList<UnitStatus>> ObserveAsync(string? service, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<UnitStatus>>(
        [
            .. Units.Where(u => service is null || u.Member.Service == service)
                .Select(u => new UnitStatus(u.Member.Service, u.Member.Name, u.MeantToRun, u.RunToken, u.Node, "")),
        ]);

    private static string SecretsOf(MemberSpec member)
        => string.Join(' ', member.Files.SelectMany(f => SecretPlaceholder.IdsIn(f.Content)).Distinct().Order(StringComparer.Ordinal));

    private Task Keep(FakeUnit unit)
    {
        units[KeyOf(unit)] = unit;
        return Task.CompletedTask;
    }

    private static string KeyOf(FakeUnit unit) => $"{unit.Member.Service}/{unit.Member.Name}";

    // Agents go by what is recorded, whatever the caller has in hand.
    private async Task<MemberSpec> RecordedAsync(MemberSpec member, CancellationToken cancel)
    {
        var recorded = await MemberRecords.FindAsync(store, member.Service, member.Name, cancel);
        Assert.True(recorded is not null, $"{member.Name} is to run, and no agent can read its record");
        return recorded;
    }

    private async Task StartAsync(MemberSpec planned, string runToken, FakeUnit? present, CancellationToken cancel)
    {
        var member = await RecordedAsync(planned, cancel);
        var node = present?.Node ?? nodes.FirstOrDefault(n => n.Zone == member.Zone)?.Name ?? nodes[0].Name;
        var epoch = (present?.Epoch ?? await LastEpochAsync(member, cancel)) + 1;
        var unit = new FakeUnit(member, member, true, runToken, node, epoch, (present?.Starts ?? 0) + 1, member.Role);
        foreach (var volume in member.Volumes)
        {
            await volumes.AttachAsync(volume.Name, node, unit.Epoch, cancel);
        }

        units[KeyOf(unit)] = unit;
        Passwords.TryAdd(member.Name, SecretsOf(member));
        var phase = WhyRefused(member) is not null ? MemberPhase.Failed
            : NeverReady.ContainsKey(member.Name) ? MemberPhase.Starting : MemberPhase.Ready;
        await ReportAsync(unit, phase, failures: phase == MemberPhase.Failed ? 5 : 0, cancel);
    }

    private async Task<long> LastEpochAsync(MemberSpec member, CancellationToken cancel)
        => (await volumes.ListAsync("", cancel))
            .Where(v => member.Volumes.Any(m => m.Name == v.Name)).Select(v => v.Epoch).DefaultIfEmpty().Max();

    private async Task DetachAsync(FakeUnit unit, CancellationToken cancel)
    {
        foreach (var volume in unit.Member.Volumes)
        {
            await volumes.DetachAsync(volume.Name, unit.Epoch, cancel);
        }
    }

    private Task ReportAsync(FakeUnit unit, MemberPhase phase, int failures, CancellationToken cancel)
    {
        var report = new MemberReport
        {
            Member = unit.Member.Name,
            Node = unit.Node,
            Epoch = unit.Epoch,
            Phase = phase,
            Reason = WhyRefused(unit.Member) ?? NeverReady.GetValueOrDefault(unit.Member.Name, ""),
            Since = time.GetUtcNow(),
            Role = unit.Acting,
            CaughtUp = phase == MemberPhase.Ready,
            RunToken = phase is MemberPhase.Stopped or MemberPhase.Failed ? null : unit.RunToken,
            Failures = failures,
        };
        var key = Keys.Report(unit.Member.Service, unit.Member.Name);
        return store.UpdateAsync(key, _ => report, ModelJson.Default.MemberReport, cancel);
    }
}
