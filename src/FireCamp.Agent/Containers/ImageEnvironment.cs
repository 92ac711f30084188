using System.Text;

namespace FireCamp.Agent.Containers;

/// <summary>The environment that a container was made with, such as its image's PATH.</summary>
internal static class ImageEnvironment
{
    /// <summary>What the process was started with; empty when it has ended.</summary>
    public static Dictionary<string, string> Of(int process)
    {
        try
        {
            return Read(File.ReadAllBytes($"/proc/{process}/environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    internal static Dictionary<string, string> Read(byte[] environ)
    {
        var environment = new Dictionary<string, string>();
        foreach (var entry in Encoding.UTF8.GetString(environ).Split('\0', StringSplitOptions.RemoveEmptyEntries))
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
