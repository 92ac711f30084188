using FireCamp.Agent.Members;
using FireCamp.Agent.Mounts;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Containers;

/// <summary>Runs members in the containers that an orchestrator has dockerd start here.</summary>
/// <remarks>
/// Volumes attached → place open, so that dockerd's mount is granted → container found at its gate, and address here → files written for
/// the image's user → let go by the caller. A container never runs anything of the member's before that.
/// </remarks>
internal sealed class ContainerHost(
    NodeContext node, ContainerTools tools, ContainerAdoption adoption, Places places, MountBook mounts) : IMemberHost
{
    private readonly ContainerFinder finder = new(tools, adoption);

    public async Task<StartedMember?> StartAsync(MemberSpec spec, MemberPost post, MemberUnit unit, CancellationToken lost)
    {
        var secrets = await MemberSecrets.FindAsync(node.Secrets, spec, lost).ConfigureAwait(false);
        var place = await OpenAsync(spec, post.Claim.Epoch, lost).ConfigureAwait(false);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(lost);
        var moving = MoveAddressAsync(spec, giveUp);
        FoundContainer? found = null;
        try
        {
            post.Reports.Set(MemberPhase.Preparing, "Its place is ready, and its container is yet to be started.");
            var volume = VolumeSpec.NameOf(spec.Cluster, spec.Name, "data");
            using (mounts.OnGrant(place.Key, post.Desire.Wake))
            {
                found = await finder.WaitAsync(volume, post.Desire, unit, () => mounts.GrantedAt(place.Key), giveUp.Token).ConfigureAwait(false);
            }

            await moving.ConfigureAwait(false);
            if (found is { } entered)
            {
                found = null;
                return await EnterAsync(spec, place, entered, secrets).ConfigureAwait(false);
            }
        }
        catch
        {
            places.Close(place);
            found?.Dispose();
            // Why the address can't be had is what ended the wait.
            await moving.ConfigureAwait(false);
            throw;
        }

        places.Close(place);
        return null;
    }

    public async Task<PreparedMember> RefreshAsync(PreparedMember running, MemberSpec spec, MemberPost post, CancellationToken lost)
    {
        var secrets = await MemberSecrets.FindAsync(node.Secrets, spec, lost).ConfigureAwait(false);
        var place = places.Find(new MemberKey(spec.Service, spec.Name)) ?? throw new MemberNotRunningException(spec.Name, node.Node);
        var own = MemberEnvironment.Of(spec, node.Node, Gate.DataPath, running.Account?.Name ?? "root", secrets);
        var member = running with { Spec = spec, Environment = MemberEnvironment.Merge(running.Environment, own), Secrets = secrets };
        WriteFiles(place, DataOf(spec, place), member);
        return member;
    }

    // A container may have been started for a mount that was granted, and never been found.
    public async Task LeaveAsync(MemberSpec spec, CancellationToken cancel)
    {
        var volume = VolumeSpec.NameOf(spec.Cluster, spec.Name, "data");
        if (await ContainerScan.KillAsync(ContainerScan.FindOf(volume), cancel).ConfigureAwait(false) > 0)
        {
            tools.Log.Write($"{spec.Name}: a container that was left in its place is killed.");
        }

        if (spec.Address is { } address && node.Addresses is { } addresses)
        {
            await addresses.ReleaseAsync(address, cancel).ConfigureAwait(false);
        }
    }

    private async Task<Place> OpenAsync(MemberSpec spec, long epoch, CancellationToken cancel)
    {
        var folders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var volume in spec.Volumes)
        {
            folders[volume.Name] = await node.Volumes.AttachAsync(volume.Name, node.Node, epoch, cancel).ConfigureAwait(false);
        }

        var place = new Place(new MemberKey(spec.Service, spec.Name), folders);
        new Gate(DataOf(spec, place)).Ensure();
        places.Open(place);
        return place;
    }

    // While dockerd makes the container, which takes as long: the address must be here only before the gate opens.
    private async Task MoveAddressAsync(MemberSpec spec, CancellationTokenSource giveUp)
    {
        try
        {
            if (spec.Address is { } address && node.Addresses is { } addresses)
            {
                await addresses.AssignAsync(address, giveUp.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            await giveUp.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // From here on the container is the process's to end.
    private async Task<StartedMember> EnterAsync(
        MemberSpec spec, Place place, FoundContainer found, IReadOnlyDictionary<string, string> secrets)
    {
        var gate = "";
        var process = new ContainerProcess(
            found, tools,
            () => found.IsLetGo
                ? Task.CompletedTask
                : new Gate(DataOf(spec, place)).OpenAsync(gate, found.First.Ended, tools.Time, CancellationToken.None),
            ended =>
            {
                mounts.NoteEnd(place.Key, HasFailed(ended.ExitCode.Result, spec.Workload));
                places.Close(place);
            });
        place.Take(process);
        try
        {
            var account = ImageUsers.Find(spec.Workload.User, process.Id);
            var own = MemberEnvironment.Of(spec, node.Node, Gate.DataPath, account?.Name ?? "root", secrets);
            var environment = MemberEnvironment.Merge(found.Environment, own);
            var member = new PreparedMember(spec, Gate.DataPath, account, environment, secrets) { Inside = found.Inside };
            if (!found.IsLetGo)
            {
                gate = GateScript.For(spec.Workload.Command, own, account);
                WriteFiles(place, DataOf(spec, place), member);
            }

            return new StartedMember(member, process);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void WriteFiles(Place place, string folder, PreparedMember member)
    {
        foreach (var path in (string[])[.. place.Folders.Values, Path.Combine(folder, "conf"), Path.Combine(folder, "run")])
        {
            member.Account?.Own(path);
        }

        new MemberFiles(folder, member.Account).Write(member.Spec.Files, member.Resolve);
    }

    private static string DataOf(MemberSpec spec, Place place)
        => place.Folders.GetValueOrDefault(VolumeSpec.NameOf(spec.Cluster, spec.Name, "data"))
            ?? throw new FireCampException("VolumeMissing", $"Member {spec.Name} has no data volume.",
                "Its catalog must define a volume named 'data'.");

    private static bool HasFailed(int? exitCode, Workload workload)
        => exitCode is not 0 && exitCode != 128 + Supervision.Signals.NumberOf(workload.StopSignal);
}
