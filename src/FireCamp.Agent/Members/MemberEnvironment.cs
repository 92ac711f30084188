using FireCamp.Engine.Model;

namespace FireCamp.Agent.Members;

/// <summary>What every process of a member finds in its environment, whatever the platform.</summary>
internal static class MemberEnvironment
{
    /// <param name="folder">The data volume, as the member sees it.</param>
    /// <param name="user">Who runs it.</param>
    /// <returns>Secrets included: never to be shown or logged.</returns>
    public static Dictionary<string, string> Of(
        MemberSpec spec, string node, string folder, string user, IReadOnlyDictionary<string, string> secrets)
    {
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["LANG"] = "C.UTF-8",
            ["USER"] = user,
            ["LOGNAME"] = user,
            ["FIRECAMP_MEMBER"] = spec.Name,
            ["FIRECAMP_SERVICE"] = spec.Service,
            ["FIRECAMP_CLUSTER"] = spec.Cluster,
            ["FIRECAMP_NODE"] = node,
        };
        foreach (var (name, value) in spec.Workload.Environment)
        {
            environment[name] = SecretPlaceholder.Resolve(value, id => secrets[id]);
        }

        return environment;
    }

    /// <summary>The first one, with the second's values in their place where both have a name.</summary>
    public static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second)
    {
        var merged = new Dictionary<string, string>(first);
        foreach (var (name, value) in second)
        {
            merged[name] = value;
        }

        return merged;
    }
}
