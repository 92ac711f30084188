using System.Collections.Concurrent;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Testing.Fakes;

/// <summary>Runs actions by writing their names to the member's first volume, but for those that change the process only.</summary>
public sealed class FakeExecutor(FakePlatform platform, FakeVolumeProvider volumes) : IMemberExecutor
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ExecResult>> quiesced = new();

    /// <summary>What actions that fail say, by name.</summary>
    public ConcurrentDictionary<string, string> Failing { get; } = new();

    /// <summary>The members that are quiesced: each for as long as the call that asked for it goes on.</summary>
    public IReadOnlyCollection<string> Quiesced => [.. quiesced.Keys];

    /// <summary>What members say that they have of their primary's stream, where it isn't all.</summary>
    public ConcurrentDictionary<string, string> Positions { get; } = new();

    /// <summary>Members that the others were told to expect, and not to forget since.</summary>
    public ConcurrentDictionary<string, bool> Expected { get; } = new();

    /// <summary>Members that have left and not joined since.</summary>
    public ConcurrentDictionary<string, bool> Outside { get; } = new();

    /// <summary>How many shards of each service hold its data, where it was moved.</summary>
    public ConcurrentDictionary<string, string> DataShards { get; } = new();

    /// <summary>What is wrong with members' files, by <c>member/path</c>.</summary>
    public ConcurrentDictionary<string, string> ChangedFiles { get; } = new();

    public Task<IReadOnlyDictionary<string, string>> FindChangedFilesAsync(string service, string member, CancellationToken cancel)
        => Task.FromResult<IReadOnlyDictionary<string, string>>(ChangedFiles
            .Where(f => f.Key.StartsWith($"{member}/", StringComparison.Ordinal)).ToDictionary(f => f.Key[(member.Length + 1)..], f => f.Value));

    public Task<DateTimeOffset?> FindExpiryAsync(string endpoint, CancellationToken cancel) => Task.FromResult<DateTimeOffset?>(null);

    /// <summary>What a look at a member finds out; by itself nothing new, for reports are always right in this world.</summary>
    public Func<MemberSpec, Task> Looked { get; set; } = _ => Task.CompletedTask;

    /// <summary>What the action <c>check</c> writes where nothing is refused.</summary>
    public Func<FakeUnit, string> Checked { get; set; } = _ => "";

    public async Task<ExecResult> ExecuteAsync(
        string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var unit = Running(service, member);
        if (request.Action is { } action)
        {
            Assert.True(unit.Member.Workload.Actions.ContainsKey(action), $"{member} has no action {action}");
            return Failing.TryGetValue(action, out var words) ? new ExecResult(1, "", words, false)
                : action == CatalogNames.Quiesce ? await QuiesceAsync(member, output, cancel)
                : await ActAsync(unit, action, request.Environment, cancel);
        }

        return new ExecResult(0, "", "", false);
    }

    /// <summary>The action that keeps the member quiesced ends.</summary>
    public void EndQuiesce(string member, ExecResult end)
    {
        Assert.True(quiesced.TryRemove(member, out var held), $"{member} is not quiesced");
        held.TrySetResult(end);
    }

    public Task LookAsync(string service, string member, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Looked(Running(service, member).Member);
    }

    public Task RefreshAsync(string service, string member, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return platform.RefreshAsync(Running(service, member), cancel);
    }

    private async Task<ExecResult> QuiesceAsync(string member, IProgress<ExecLine>? output, CancellationToken cancel)
    {
        var held = new TaskCompletionSource<ExecResult>();
        Assert.True(quiesced.TryAdd(member, held), $"{member} is quiesced already");
        using var broken = cancel.Register(() => held.TrySetCanceled(cancel));
        output?.Report(new ExecLine("out", "quiesced"));
        try
        {
            return await held.Task;
        }
        finally
        {
            quiesced.TryRemove(member, out _);
        }
    }

    // Reloading changes the process, checking nothing; every other action leaves its mark on the data.
    private async Task<ExecResult> ActAsync(
        FakeUnit unit, string action, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var peer = environment.GetValueOrDefault("PEER", "");
        switch (action)
        {
            case CatalogNames.Reload:
                await platform.LoadAsync(unit, cancel);
                break;
            case CatalogNames.Expect:
                Expected[peer] = true;
                break;
            case CatalogNames.Forget:
                Expected.TryRemove(peer, out _);
                break;
            case CatalogNames.Join:
                Outside.TryRemove(unit.Member.Name, out _);
                break;
            case CatalogNames.Leave:
                Outside[peer] = true;
                break;
            case CatalogNames.Balance:
                DataShards[unit.Member.Service] = environment[CatalogNames.ShardsVariable];
                break;
            case CatalogNames.Resume:
                EndQuiesce(unit.Member.Name, new ExecResult(0, "quiesced\n", "", false));
                break;
            case CatalogNames.Check:
                return platform.WhyRefused(unit.Loaded) is { } why ? new ExecResult(1, "", why, false) : new ExecResult(0, Checked(unit), "", false);
            case CatalogNames.Rotate:
                platform.Rotate(unit);
                break;
            case CatalogNames.Demote:
                Assert.NotEqual(MemberRole.Primary, unit.Member.Role);
                await platform.ActAsync(unit, MemberRole.Replica, cancel);
                return new ExecResult(0, $"all of {unit.Member.Name}", "", false);
            case CatalogNames.Receive:
                Assert.StartsWith("all of ", environment[CatalogNames.HandoverVariable], StringComparison.Ordinal);
                break;
            case CatalogNames.Position:
                return new ExecResult(0, Positions.GetValueOrDefault(unit.Member.Name, "position=5000\nprimary=5000\n"), "", false);
            case CatalogNames.Promote or CatalogNames.Switchover:
                await platform.ActAsync(unit, MemberRole.Primary, cancel);
                break;
            default:
                volumes.Write(unit.Member.Volumes[0].Name, action);
                break;
        }

        return new ExecResult(0, "", "", false);
    }

    private FakeUnit Running(string service, string member)
        => platform.Find(service, member) is { MeantToRun: true } unit ? unit : throw new MemberAwayException(member, "it is stopped");
}
