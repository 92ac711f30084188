using System.Collections.Concurrent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Testing.Fakes;

/// <summary>Runs actions by writing their names to the member's first volume.</summary>
public sealed class FakeExecutor(FakePlatform platform, FakeVolumeProvider volumes) : IMemberExecutor
{
    /// <summary>What actions that fail say, by name.</summary>
    public ConcurrentDictionary<string, string> Failing { get; } = new();

    /// <summary>What a look at a member finds out; by itself nothing new, for reports are always right in this world.</summary>
    public Func<MemberSpec, Task> Looked { get; set; } = _ => Task.CompletedTask;

    public Task<ExecResult> ExecuteAsync(
        string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var unit = Running(service, member);
        if (request.Action is { } action)
        {
            Assert.True(unit.Member.Workload.Actions.ContainsKey(action), $"{member} has no action {action}");
            if (Failing.TryGetValue(action, out var words))
            {
                return Task.FromResult(new ExecResult(1, "", words, false));
            }

            volumes.Write(unit.Member.Volumes[0].Name, action);
        }

        return Task.FromResult(new ExecResult(0, "", "", false));
    }

    public Task LookAsync(string service, string member, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Looked(Running(service, member).Member);
    }

    private FakeUnit Running(string service, string member)
        => platform.Find(service, member) is { MeantToRun: true } unit ? unit : throw new MemberAwayException(member, "it is stopped");
}
