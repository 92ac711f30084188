using FireCamp.Agent.Containers;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Plugin;

/// <summary>Keeps what is stored, and what runs, in line with what dockerd uses here: dockerd forgets to unmount, and forgets containers.</summary>
/// <remarks>
/// A member whose place no container uses any more is given up by this node. A container that runs in a member's volume although nobody
/// here has opened the member's place for it is killed.
/// </remarks>
internal sealed class PlaceKeeper(
    NodeAgent agent, ContainerTools tools, ContainerAdoption adoption, UnitPlacer placer, Places places, MountBook mounts) : IDisposable
{
    /// <summary>A container that failed is followed by the next one within the orchestrator's restart delay, mostly on the same node.</summary>
    private static readonly TimeSpan RestartTime = TimeSpan.FromSeconds(5);

    /// <summary>A mount that was granted and led to no container for so long will lead to none.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>A dockerd that has just started is to know its driver before it joins its swarm, which places nothing here until then.</summary>
    private static readonly TimeSpan LookForDocker = TimeSpan.FromMilliseconds(100);

    private readonly AsyncPulse pulse = new();

    /// <summary>Has it look at once.</summary>
    public void Wake() => pulse.Set();

    /// <summary>Goes on until cancelled, through whatever the store and dockerd do.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(KeepStoreAsync(cancel), KeepDockerAsync(cancel));

    public void Dispose() => pulse.Dispose();

    /// <summary>Whether a member's place is left for good.</summary>
    internal static bool IsLeft(MountIdle idle) => idle switch
    {
        { IsMounted: true } => idle.Since > StartTime,
        { HasFailed: true } => idle.Since > RestartTime,
        _ => true,
    };

    private async Task KeepStoreAsync(CancellationToken cancel)
    {
        for (var failing = false; !cancel.IsCancellationRequested;)
        {
            failing = await TryAsync(() => GiveUpAsync(cancel), failing).ConfigureAwait(false);
            await pulse.WaitAsync(LookEvery, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepDockerAsync(CancellationToken cancel)
    {
        for (bool failing = false, isNew = true; !cancel.IsCancellationRequested; isNew = failing)
        {
            failing = await TryAsync(() => LookAtDockerAsync(isNew, cancel), failing).ConfigureAwait(false);
            var pause = failing ? LookForDocker : LookEvery;
            await Task.Delay(pause, agent.Node.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GiveUpAsync(CancellationToken cancel)
    {
        foreach (var member in await placer.ListHereAsync(cancel).ConfigureAwait(false))
        {
            // A place's process counts until it is disposed: only then it is known how it ended. One that outlived the agent before is in no
            // place until it has been found, which takes as long as dockerd does.
            if (places.Find(member) is not { Process: not null } && mounts.IdleOf(member) is { } idle && IsLeft(idle)
                && !adoption.RunsIn(VolumeSpec.NameOf(agent.Node.Cluster, member.Member, "data")))
            {
                await placer.TakeAwayAsync(member, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <param name="isNew">Whether dockerd is another than at the last look, for all that is known.</param>
    private async Task LookAtDockerAsync(bool isNew, CancellationToken cancel)
    {
        if (isNew)
        {
            await tools.Docker.ActivateDriversAsync(cancel).ConfigureAwait(false);
        }

        await SweepAsync(cancel).ConfigureAwait(false);
    }

    // What the agent before left is its to judge who goes on under that one's hold, until it has run out.
    private async Task SweepAsync(CancellationToken cancel)
    {
        if (agent.Session is null && adoption.Remaining > TimeSpan.Zero)
        {
            return;
        }

        foreach (var container in await tools.Docker.ListAsync(null, cancel).ConfigureAwait(false))
        {
            var volume = container.Volumes.Select(v => VolumeName.Parse(v, agent.Node.Cluster).Name).FirstOrDefault(v => v is not null);
            if (volume is { } name && !IsWelcome(container, name))
            {
                await KillAsync(container, name, cancel).ConfigureAwait(false);
            }
        }
    }

    // One that has just been started where the place is open will be found there.
    private bool IsWelcome(ContainerSummary container, VolumeName volume)
        => places.Find(volume.Text) is { } place && (place.Process is not { } process || process.ContainerId == container.Id);

    private async Task KillAsync(ContainerSummary listed, VolumeName volume, CancellationToken cancel)
    {
        var found = await tools.Docker.FindAsync(listed.Id, cancel).ConfigureAwait(false);
        if (found is { State: { Running: true, Pid: > 0 and var pid } }
            && !adoption.IsKnown(pid) && !IsWelcome(listed, volume) && ForeignProcess.Find(pid) is { } first)
        {
            tools.Log.Write($"{volume.Member}: container {listed.Id[..12]} runs here without a claim and is killed.");
            first.Kill();
            await first.Ended.WaitAsync(cancel).ConfigureAwait(false);
            first.Dispose();
        }
    }

    private async Task<bool> TryAsync(Func<Task> act, bool failing)
    {
        try
        {
            await act().ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            return failing;
        }
        catch (Exception e)
        {
            tools.Log.WriteOnce(ref failing, e is FireCampException ? e.Message : e.ToString());
            return true;
        }
    }
}
