using System.Diagnostics;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab.Watches;

/// <summary>Sees that no member ever runs twice: neither as processes nor, on Local, as holders of the locks on its data.</summary>
/// <remarks>
/// A copy on a frozen machine that goes on lives until its agent, which goes on in the same moment, has killed it. It can neither be heard nor
/// write to what is read any more, which <see cref="CopyLog"/> and the volumes' tests show; here it is given <see cref="KillTime"/>.
/// </remarks>
public sealed class CopyWatch(LabCluster lab) : Watch
{
    private readonly LocalLabCluster? local = lab as LocalLabCluster;

    /// <summary>What an agent that was frozen may take to kill.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<(int Id, long Started), long?> thawed = [];

    /// <summary>The longest that a copy was seen to live after its machine went on.</summary>
    public TimeSpan LongestThawed { get; private set; }

    /// <summary>The most servers of one member that were seen running at one moment.</summary>
    public int MostCopies { get; private set; }

    protected override TimeSpan Between => TimeSpan.FromMilliseconds(20);

    protected override Task LookOnceAsync(CancellationToken cancel)
    {
        foreach (var member in lab.ServerProcesses().GroupBy(p => p.Volume!))
        {
            Look(member.Key, [.. member]);
        }

        if (local is not null)
        {
            LookAtLocks(local);
        }

        return Task.CompletedTask;
    }

    private void Look(string volume, IReadOnlyList<LabProcess> servers)
    {
        // The table is read one process after the other: only those that still run after the last was read ran at one moment.
        foreach (var frozen in servers.Where(s => ProcessTable.IsFrozen(s.Id)))
        {
            thawed[(frozen.Id, frozen.Started)] = null;
        }

        // Programs that a member runs beside its server are in the server's container.
        var together = servers.Where(p => p.Runs && !IsJustThawed(p)).DistinctBy(p => p.Container ?? $"{p.Id}").ToList();
        MostCopies = Math.Max(MostCopies, together.Count);
        if (together.Count > 1)
        {
            Report($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {volume} runs {together.Count} times: "
                + string.Join(", ", together.Select(p => $"{p} ({ProcessTable.StateOf(p.Id)}, {p.Container})")));
        }
    }

    private bool IsJustThawed(LabProcess process)
    {
        if (!thawed.TryGetValue((process.Id, process.Started), out var since))
        {
            return false;
        }

        thawed[(process.Id, process.Started)] = since ??= Stopwatch.GetTimestamp();
        var time = Stopwatch.GetElapsedTime(since.Value);
        LongestThawed = time < KillTime && time > LongestThawed ? time : LongestThawed;
        return time < KillTime;
    }

    private void LookAtLocks(LocalLabCluster local)
    {
        var all = ProcessTable.Below(local.Home);
        foreach (var held in DataLocks.Held(all).GroupBy(l => l.Volume).Where(g => g.Count() > 1))
        {
            Report($"the lock of {held.Key} is held {held.Count()} times");
        }

        foreach (var volume in Servers.Main(all).Select(p => p.Volume!).Distinct())
        {
            var servers = Servers.Main(all).Where(p => p.Volume == volume);
            var owner = DataLocks.PostmasterOf(local.ContentOf(volume));
            if (owner is { Program: "postgres" } && owner.Volume == volume && servers.All(s => s.Id != owner.Id) && owner.Lives)
            {
                ReportStranger(volume, owner);
            }
        }
    }

    // A server that started after the table was read is no stranger: it is alone now.
    private void ReportStranger(string volume, LabProcess owner)
    {
        var now = Servers.In(lab.Home).Where(s => s.Volume == volume && s.Id != owner.Id && s.Lives).ToList();
        if (now.Count > 0 && owner.Lives)
        {
            Report($"{volume}'s lock file names {owner}, and {string.Join(", ", now)} runs");
        }
    }
}
