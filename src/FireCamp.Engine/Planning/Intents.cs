using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Which changes fit what a service was last meant to be.</summary>
internal static class Intents
{
    public static void RequireRunning(ServiceSpec service, string change)
    {
        if (service.Intent != ServiceIntent.Running)
        {
            throw Wrong(service, change, service.Intent == ServiceIntent.Stopped ? "Start-FireCampService starts it." : Unfinished);
        }
    }

    public static void RequireCreated(ServiceSpec service, string change)
    {
        if (service.Intent is ServiceIntent.Creating or ServiceIntent.Removing)
        {
            throw Wrong(service, change, Unfinished);
        }
    }

    private const string Unfinished = "Get-FireCampOperation shows the unfinished operation on it: resume or undo that first.";

    private static FireCampException Wrong(ServiceSpec service, string change, string nextStep)
        => new($"Service{service.Intent}",
            $"Can't {change} service '{service.Name}': it is {service.Intent.ToString().ToLowerInvariant()}.", nextStep) { Target = service.Name };
}
