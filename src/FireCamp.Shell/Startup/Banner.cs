using FireCamp.Shell.Host;

namespace FireCamp.Shell.Startup;

/// <summary>What a person sees first.</summary>
internal static class Banner
{
    public static void Write(ShellHost host, ShellOptions options)
    {
        if (!options.NoLogo)
        {
            host.UI.WriteLine(
                $"{host.Name} {host.Version.ToString(3)} · Tab completes, Get-Command lists, exit leaves");
        }
    }
}
