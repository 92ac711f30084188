using FireCamp.Agent.Containers;
using FireCamp.Agent.Members;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Images;

/// <summary>Gets the images of members that may come to this node, one after the other, before they come; removes none.</summary>
/// <remarks>
/// A member that loses its node would otherwise wait for its image on a node that never had it. That is no matter of seconds, so the nodes
/// of a zone don't all begin at once: registries, and disks that nodes share, are needed by the members that start.
/// </remarks>
/// <param name="delay">How long to leave an image alone that has just become wanted; another on each node.</param>
internal sealed class ImageKeeper(DockerClient docker, ImagePull pull, AgentLog log, TimeProvider time, Func<TimeSpan> delay) : IDisposable
{
    /// <summary>The longest delay of an agent.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <summary>dockerd may be away; what it is asked for costs it little.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly AsyncPulse changed = new();
    private Dictionary<string, ImageAhead> images = new(StringComparer.Ordinal);

    /// <summary>These are to be here, with their digests, and no others; what is known of those that were wanted before stays.</summary>
    public void Want(IReadOnlyList<string> wanted)
    {
        lock (gate)
        {
            if (wanted.Count == images.Count && wanted.All(images.ContainsKey))
            {
                return;
            }

            images = wanted.ToDictionary(i => i, i => images.GetValueOrDefault(i) ?? new ImageAhead(i), StringComparer.Ordinal);
        }

        changed.Set();
    }

    /// <summary>What is wanted, and what is there of it.</summary>
    public IReadOnlyList<AgentImage> List()
    {
        lock (gate)
        {
            return [.. images.Values.Select(i => new AgentImage(i.Image, i.IsThere, i.Reason))];
        }
    }

    /// <summary>Goes on until cancelled, through whatever dockerd and the registries do.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        for (var failing = false; !cancel.IsCancellationRequested;)
        {
            var pause = RetryAfter;
            try
            {
                while (Due() is { } image)
                {
                    Note(await LookAsync(image, cancel).ConfigureAwait(false));
                }

                failing = false;
                pause = UntilDue();
            }
            catch (DockerException e)
            {
                log.WriteOnce(ref failing, $"Images can't be looked after: {e.Message}");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await changed.WaitAsync(pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => changed.Dispose();

    private async Task<ImageAhead> LookAsync(ImageAhead image, CancellationToken cancel)
    {
        if (await docker.HasImageAsync(image.Image, cancel).ConfigureAwait(false))
        {
            return image.Found(time.GetTimestamp());
        }

        if (!image.IsMissed)
        {
            return image.Missed(delay(), time.GetTimestamp());
        }

        log.Write($"Image {image.Image} isn't here, and is pulled for members that may come.");
        var started = time.GetTimestamp();
        try
        {
            await pull.RunAsync(image.Image, cancel).ConfigureAwait(false);
            log.Write($"Image {image.Image} is here, after {time.GetElapsedTime(started).TotalSeconds:0.0} s.");
            return image.Found(time.GetTimestamp());
        }
        catch (FireCampException e)
        {
            var failed = image.Failed(e.Message, time.GetTimestamp());
            log.Write($"{e.Message} It is tried again in {failed.Pause.TotalSeconds:0} s.");
            return failed;
        }
    }

    // Never looked at, or left alone for long enough.
    private ImageAhead? Due()
    {
        lock (gate)
        {
            return images.Values.FirstOrDefault(i => Left(i) <= TimeSpan.Zero);
        }
    }

    private TimeSpan UntilDue()
    {
        lock (gate)
        {
            return images.Values.Select(Left).Append(LongestWait).Min();
        }
    }

    private TimeSpan Left(ImageAhead image) => image.At == 0 ? TimeSpan.Zero : image.Pause - time.GetElapsedTime(image.At);

    private void Note(ImageAhead image)
    {
        lock (gate)
        {
            if (images.ContainsKey(image.Image))
            {
                images[image.Image] = image;
            }
        }
    }
}
