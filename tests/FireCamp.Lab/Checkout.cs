using System.Runtime.InteropServices;

namespace FireCamp.Lab;

/// <summary>The checkout that is tried out; its <c>bin/</c> must have been built (eng/build).</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    public static string Catalog { get; } = Path.Combine(Root, "Catalog");

    public static string Manifest { get; } = Path.Combine(Root, "FireCamp.psd1");

    /// <summary>Four digits that tell checkouts of one machine apart.</summary>
    public static string Tag { get; } = $"{Root.Aggregate(0u, (hash, character) => (hash * 31) + character) & 0xffff:x4}";

    /// <summary><c>$FIRECAMP_AGENT</c>, else the built agent.</summary>
    public static string Agent { get; }
        = Environment.GetEnvironmentVariable("FIRECAMP_AGENT") is { Length: > 0 } path ? path : Built("agent", "FireCamp.Agent.dll");

    /// <summary>The agent as it is put on other machines (eng/build --agent).</summary>
    public static string AgentBundle { get; } = Built("agent-bundle");

    /// <summary>The Shell's program.</summary>
    public static string Shell { get; } = Built("shell", "FireCamp.Shell");

    /// <summary>Where the runtime is that this runs on; the Shell looks for it in a few fixed places only.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    private static string Built(params ReadOnlySpan<string> path) => Path.Combine([Root, "bin", .. path]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FireCamp.psd1")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No FireCamp.psd1 above the program's folder.");
    }
}
