using System.Text.Json;
using FireCamp.Agent.Containers;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Images;

/// <summary>Has dockerd pull an image, with the login that root of this node has for its registry.</summary>
internal sealed class ImagePull(DockerClient docker, RegistryLogins logins)
{
    /// <summary>A registry that sends nothing for so long sends nothing more; dockerd tells of every second that something came.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The node has the image.</summary>
    /// <param name="image">With its digest.</param>
    /// <exception cref="FireCampException">It can't be had; says what Docker says.</exception>
    public async Task RunAsync(string image, CancellationToken cancel)
    {
        var (name, digest) = image.LastIndexOf('@') is var at and > 0
            ? (WithoutTag(image[..at]), image[(at + 1)..])
            : throw Failed(image, "it has no digest.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var lines = new StreamReader(await docker.OpenPullAsync(name, digest, logins.Find(name), limit.Token).ConfigureAwait(false));
            while (await lines.ReadLineAsync(limit.Token).ConfigureAwait(false) is { } line)
            {
                limit.CancelAfter(Patience);
                if (ErrorIn(line) is { } error)
                {
                    throw Failed(image, error);
                }
            }
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw Failed(image, $"nothing came for {Patience.TotalMinutes:0} min.", e);
        }
        catch (IOException e)
        {
            throw Failed(image, e.Message, e);
        }
        catch (DockerException e)
        {
            throw Failed(image, e.Why, e);
        }
    }

    /// <summary>What a line of Docker's says went wrong; null when it says nothing of the kind.</summary>
    internal static string? ErrorIn(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DockerJson.Default.DockerSaid)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // By its digest it is found under any tag, and a tag beside it would be taken for a part of the name.
    internal static string WithoutTag(string name)
        => name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[..colon] : name;

    private static FireCampException Failed(string image, string why, Exception? inner = null)
        => new(
            "ImageNotPulled", $"Image {image} can't be pulled: {why.TrimEnd('.')}.", "See that its registry can be reached from this node.", inner);
}
