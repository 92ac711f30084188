using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms;

internal static class PlatformExtensions
{
    /// <summary>Returns when the platform has nothing against running these members of the service.</summary>
    /// <exception cref="InvalidInputException"><c>ServiceUnplaceable</c>: carries all that it has.</exception>
    public static async Task RequirePlacesAsync(
        this IPlatform platform, string service, IReadOnlyList<MemberSpec> members, CancellationToken cancel)
    {
        var mistakes = await platform.CheckAsync(members, cancel).ConfigureAwait(false);
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("ServiceUnplaceable", $"Service '{service}'", mistakes) { Target = service };
        }
    }
}
