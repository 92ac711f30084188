using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>The nodes are machines that are not FireCamp's to start and stop.</summary>
public sealed class NotOnThisPlatformException(string what)
    : FireCampException("NotOnThisPlatform", $"FireCamp can't {what}: the nodes are machines that run by themselves.",
        "Start and stop services (Start-FireCampService, Stop-FireCampService), or the machines by their own means.")
{
    internal static void ThrowUnless(bool owns, string what, string target)
    {
        if (!owns)
        {
            throw new NotOnThisPlatformException(what) { Target = target };
        }
    }
}
