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
        var secrets = await SecretsOfAsync(spec, cancel).ConfigureAwait(false);
        var folder = await AttachAsync(spec, epoch, account, cancel).ConfigureAwait(false);
        var prepared = new PreparedMember(spec, folder, account, EnvironmentOf(spec, folder, account, secrets), secrets);
        new MemberFiles(folder, account).Write(spec.Files, prepared.Resolve);
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

    private async Task<Dictionary<string, string>> SecretsOfAsync(MemberSpec spec, CancellationToken cancel)
    {
        var secrets = new Dictionary<string, string>();
        foreach (var id in TextsOf(spec).SelectMany(SecretPlaceholder.IdsIn).Distinct())
        {
            secrets[id] = await node.Secrets.FindAsync(id, cancel).ConfigureAwait(false)
                ?? throw new FireCampException("SecretNotFound", $"Member {spec.Name} needs the secret '{id}', and there is none.",
                    "Remove the service and create it again, or restore the metadata store.");
        }

        return secrets;
    }

    private static IEnumerable<string> TextsOf(MemberSpec spec)
    {
        var workload = spec.Workload;
        return
        [
            .. spec.Files.Select(f => f.Content),
            .. workload.Environment.Values,
            .. workload.Actions.Values.SelectMany(a => a.Environment.Values),
            workload.Probe.Send ?? "",
            workload.Metrics?.Send ?? "",
        ];
    }

    private Dictionary<string, string> EnvironmentOf(
        MemberSpec spec, string folder, UserAccount? account, Dictionary<string, string> secrets)
    {
        var environment = new Dictionary<string, string>(software.EnvironmentOf(spec.Workload.Software))
        {
            ["HOME"] = folder,
            ["LANG"] = "C.UTF-8",
            ["USER"] = account?.Name ?? Environment.UserName,
            ["LOGNAME"] = account?.Name ?? Environment.UserName,
            ["FIRECAMP_MEMBER"] = spec.Name,
            ["FIRECAMP_SERVICE"] = spec.Service,
            ["FIRECAMP_CLUSTER"] = spec.Cluster,
            ["FIRECAMP_NODE"] = node.Node,
        };
        foreach (var (name, value) in spec.Workload.Environment)
        {
            environment[name] = SecretPlaceholder.Resolve(value, id => secrets[id]);
        }

        return environment;
    }
}
