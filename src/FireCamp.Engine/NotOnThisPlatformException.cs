using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>The nodes are machines that are not FireCamp's to start and stop.</summary>
public sealed class NotOnThisPlatformException(string what)
    : FireCampException("NotOnThisPlatform", $"FireCamp can't {what}: the nodes are machines that run by themselves.",
        "Start and stop services (Start-FireCampService, Stop-FireCampService), or the machines by their own means.")
{
    /// <summary>Thrown for a cluster that lies in one home and nowhere else.</summary>
    internal static FireCampException OnlyHere(string cluster)
        => new("NotOnThisPlatform", $"Cluster '{cluster}' is a Local one: it is on its own machine and nowhere else.",
            $"Use it there; Remove-FireCampCluster {cluster} removes it.") { Target = cluster };

    internal static void ThrowUnless(bool owns, string what, string target)
    {
        if (!owns)
        {
            throw new NotOnThisPlatformException(what) { Target = target };
        }
    }
}
