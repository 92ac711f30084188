namespace FireCamp.Agent.Containers;

/// <summary>The environment that a container was made with, such as its image's PATH.</summary>
internal static class ImageEnvironment
{
    /// <summary>What Docker gives a container whose image says nothing of it.</summary>
    private const string StandardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Reads <c>NAME=value</c>; other texts are passed over.</summary>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> entries)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = StandardPath };
        foreach (var entry in entries)
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                environment[entry[..equals]] = entry[(equals + 1)..];
            }
        }

        return environment;
    }
}
