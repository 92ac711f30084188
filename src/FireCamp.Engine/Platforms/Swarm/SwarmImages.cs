using System.Collections.Concurrent;
using Docker.DotNet;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Finds images by name and says which exactly they are, so that all nodes run the same one.</summary>
internal sealed class SwarmImages(SwarmConnection swarm)
{
    private readonly ConcurrentDictionary<string, string> pinned = new(StringComparer.Ordinal);

    /// <summary>The image with its digest, <c>redis:7.0@sha256:…</c>, as a manager's registry has it; asked once.</summary>
    /// <exception cref="FireCampException">The registry doesn't have it, refuses it or can't be reached.</exception>
    public async Task<string> PinAsync(string image, CancellationToken cancel)
    {
        if (image.Contains('@', StringComparison.Ordinal))
        {
            return image;
        }

        if (!pinned.TryGetValue(image, out var exact))
        {
            exact = $"{image}@{await DigestAsync(image, cancel).ConfigureAwait(false)}";
            pinned[image] = exact;
        }

        return exact;
    }

    /// <summary>The name without the digest.</summary>
    public static string NameOf(string image) => image.Split('@')[0];

    /// <param name="what">What lacks an image: <c>Member mypg-0</c>.</param>
    public static FireCampException NoImage(string what)
        => new("NoImage", $"{what} has no container image: its kind names none for its version.",
            "Add 'image' to that version in the kind's catalog.yaml.");

    private async Task<string> DigestAsync(string image, CancellationToken cancel)
    {
        try
        {
            var found = await swarm.CallAsync(
                $"Looking up image {image}", (d, c) => d.Distribution.InspectAsync(image, c), SwarmPatience.Registry, cancel).ConfigureAwait(false);
            return found.Descriptor.Digest;
        }
        catch (DockerApiException e)
        {
            throw Unavailable(image, $"there is no such image ({SwarmFault.TextOf(e)}).", e);
        }
        catch (FireCampException e) when (e.ErrorId is "SwarmRefused" or "SwarmUnavailable")
        {
            throw Unavailable(image, e.Message, e);
        }
    }

    private static FireCampException Unavailable(string image, string why, Exception inner)
        => new("ImageNotAvailable", $"Image {image} can't be had: {why}",
            "See with 'docker manifest inspect' on a manager whether it can be pulled there: its name, the registry, the registry's login.",
            inner)
        {
            Target = image,
        };
}
