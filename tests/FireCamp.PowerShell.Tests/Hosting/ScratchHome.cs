using System.Runtime.CompilerServices;

namespace FireCamp.PowerShell.Tests.Hosting;

/// <summary>A home without clusters for the whole test process: the user's own clusters are none of the tests' business.</summary>
internal static class ScratchHome
{
    public static string Folder { get; } = Directory.CreateTempSubdirectory("firecamp-tests-").FullName;

    [ModuleInitializer]
    internal static void Enter()
    {
        Environment.SetEnvironmentVariable("FIRECAMP_HOME", Folder);
        Environment.SetEnvironmentVariable("FIRECAMP_CLUSTER", null);
        Environment.SetEnvironmentVariable("FIRECAMP_CATALOG", null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }
}
