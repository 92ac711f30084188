using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Agent.Members;

/// <summary>The secrets that a member's files, environment, actions and probes name.</summary>
internal static class MemberSecrets
{
    /// <summary>All of them, by id.</summary>
    /// <exception cref="FireCampException">One is missing, or the store can't be read.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(ISecretStore store, MemberSpec spec, CancellationToken cancel)
    {
        var secrets = new Dictionary<string, string>();
        foreach (var id in TextsOf(spec).SelectMany(SecretPlaceholder.IdsIn).Distinct())
        {
            secrets[id] = await store.FindAsync(id, cancel).ConfigureAwait(false)
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
}
