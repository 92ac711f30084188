using FireCamp.Agent.Containers;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Plugin;

/// <summary>Grants dockerd the mounts of members' volumes, each once the member's place on this node is fit for a container.</summary>
/// <param name="agent">Whose sessions run the members.</param>
internal sealed class MountDesk(NodeAgent agent, UnitPlacer placer, Places places, MountBook mounts)
{
    /// <summary>dockerd asks again, under another id, after 120 s; an answer must come well before.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    /// <summary>What can't be waited for is looked at again after this long.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a mount waits for the member's place.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>The folder for the container to see as the volume.</summary>
    /// <param name="cancel">The caller has gone: nothing is granted any more.</param>
    /// <exception cref="FireCampException">There is no such member, or its place wasn't fit in time: says why.</exception>
    public async Task<string> MountAsync(VolumeName volume, string id, CancellationToken cancel)
    {
        var time = agent.Node.Time;
        var started = time.GetTimestamp();
        MemberKey? member = places.Find(volume.Text)?.Key;
        var waiting = member is { } known ? mounts.Wait(known) : null;
        try
        {
            while (true)
            {
                var changed = places.Changed;
                if (TryGrant(volume, id) is { } folder)
                {
                    return folder;
                }

                string why;
                try
                {
                    member ??= await placer.FindAsync(volume.Member, cancel).ConfigureAwait(false) ?? throw NoMember(volume);
                    waiting ??= mounts.Wait(member.Value);
                    var unit = await placer.PlaceHereAsync(member.Value, cancel).ConfigureAwait(false) ?? throw NoMember(volume);
                    why = unit.MeantToRun ? WhyNotYet(member.Value) : throw Stopped(volume);
                }
                catch (FireCampException e) when (e.IsTemporary)
                {
                    why = e.Message;
                }

                var left = Patience - time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    throw new FireCampException("MountTimeout", $"{volume.Member} can't run on {agent.Node.Node} yet: {why}",
                        "Wait for it, or act on the reason.");
                }

                await WaitAsync(changed, left < LookEvery ? left : LookEvery, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            waiting?.Dispose();
        }
    }

    /// <summary>dockerd doesn't need the mount any more. One that isn't the volume's last changes nothing.</summary>
    public void Unmount(VolumeName volume, string id)
    {
        var member = places.Find(volume.Text)?.Key ?? mounts.FindMember(volume.Text);
        if (member is { } known)
        {
            mounts.TakeBack(known, volume.Text, id);
        }
    }

    private string? TryGrant(VolumeName volume, string id)
    {
        if (places.Find(volume.Text) is not { Process: null } place)
        {
            return null;
        }

        mounts.Grant(place.Key, volume.Text, id);
        return place.Folders[volume.Text];
    }

    private string WhyNotYet(MemberKey member)
    {
        if (agent.Session is not { } session)
        {
            return "the node's agent has no lease: the metadata store can't be reached, or it has just been lost.";
        }

        var runner = session.Members.Find(member.Service, member.Member);
        var report = runner?.Report;
        return runner switch
        {
            null => "its agent is about to begin.",
            { Refusal: { Length: > 0 } refusal } => $"its claim can't be taken: {refusal}.",
            _ when report is { Reason: { Length: > 0 } reason } => reason,
            _ when places.Find(member) is { IsBusy: true } => "a container of it still runs here.",
            _ => "its place is being prepared.",
        };
    }

    private async Task WaitAsync(Task changed, TimeSpan atMost, CancellationToken cancel)
    {
        await Task.WhenAny(changed, Task.Delay(atMost, agent.Node.Time, cancel)).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }

    private FireCampException NoMember(VolumeName volume)
        => new NotFoundException(
            "Member", volume.Member, $"Cluster {agent.Node.Cluster} has no such member: remove its service from the orchestrator.");

    private static FireCampException Stopped(VolumeName volume)
        => new("MemberStopped", $"{volume.Member} is not meant to run.", "Start its service with Start-FireCampService.");
}
