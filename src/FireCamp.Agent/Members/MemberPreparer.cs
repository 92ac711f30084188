using FireCamp.Agent.Mounts;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent.Members;

/// <summary>Makes the place fit for a member whose claim this node has.</summary>
internal sealed class MemberPreparer(NodeContext node, ISoftwareProvider software)
{
    /// <summary>The old place is fenced, the volumes are attached here and the files are written. Safe to repeat.</summary>
    /// <exception cref="FireCampException">A volume, a secret or the system user can't be had.</exception>
    /// <exception cref="IOException">A file can't be written.</exception>
    public async Task<PreparedMember> PrepareAsync(MemberSpec spec, long epoch, CancellationToken cancel)
    {
        var account = UserAccount.For(spec.Workload.User);
        var secrets = await MemberSecrets.FindAsync(node.Secrets, spec, cancel).ConfigureAwait(false);
        var folder = await AttachAsync(spec, epoch, account, cancel).ConfigureAwait(false);
        var environment = MemberEnvironment.Merge(
            software.EnvironmentOf(spec.Workload.Software),
            MemberEnvironment.Of(spec, node.Node, folder, account?.Name ?? Environment.UserName, secrets));
        var prepared = new PreparedMember(spec, folder, account, environment, secrets);
        new MemberFiles(folder, account).Write(spec.Files, prepared.Resolve);
        ShortPath.Link(Path.Combine(folder, "run"));
        return prepared;
    }

    private async Task<string> AttachAsync(MemberSpec spec, long epoch, UserAccount? account, CancellationToken cancel)
    {
        string? data = null;
        foreach (var volume in spec.Volumes)
        {
            var folder = await node.Volumes.AttachAsync(volume.Name, node.Node, epoch, cancel).ConfigureAwait(false);
            account?.Own(folder);
            data = volume.Purpose == "data" ? folder : data;
        }

        return data ?? throw new FireCampException("VolumeMissing", $"Member {spec.Name} has no data volume.",
            "Its catalog must define a volume named 'data'.");
    }
}
