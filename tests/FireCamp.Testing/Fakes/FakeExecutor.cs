using System.Collections.Concurrent;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Testing.Fakes;

/// <summary>Runs actions by writing their names to the member's first volume, but for those that change the process only.</summary>
public sealed class FakeExecutor(FakePlatform platform, FakeVolumeProvider volumes) : IMemberExecutor
{
    /// <summary>What actions that fail say, by name.</summary>
    public ConcurrentDictionary<string, string> Failing { get; } = new();

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

    public Task<ExecResult> ExecuteAsync(
        string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var unit = Running(service, member);
        if (request.Action is { } action)
        {
            Assert.True(unit.Member.Workload.Actions.ContainsKey(action), $"{member} has no action {action}");
            return Task.FromResult(Failing.TryGetValue(action, out var words) ? new ExecResult(1, "", words, false) : Act(unit, action));
        }

        return Task.FromResult(new ExecResult(0, "", "", false));
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

    // Reloading changes the process, checking nothing; every other action leaves its mark on the data.
    private ExecResult Act(FakeUnit unit, string action)
    {
        switch (action)
        {
            case CatalogNames.Reload:
                platform.Load(unit);
                break;
            case CatalogNames.Check:
                return platform.WhyRefused(unit.Loaded) is { } why ? new ExecResult(1, "", why, false) : new ExecResult(0, Checked(unit), "", false);
            case CatalogNames.Rotate:
                platform.Rotate(unit);
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
