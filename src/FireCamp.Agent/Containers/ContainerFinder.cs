using FireCamp.Agent.Members;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Containers;

/// <summary>Waits for the container that dockerd starts in a member's place.</summary>
internal sealed class ContainerFinder(ContainerTools tools, ContainerAdoption adoption)
{
    /// <summary>The label that says which start of the member a container was made for.</summary>
    private const string RunToken = "firecamp.run-token";

    /// <summary>For so long after a mount the container is about to start.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>How long a container may take to come to its gate.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookSoon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookLater = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The container that runs with the volume and waits at its gate, or is to be adopted; null once it is not wanted any more.
    /// </summary>
    /// <param name="mountedAt">When the place was last mounted, as a timestamp; null when it never was.</param>
    public async Task<FoundContainer?> WaitAsync(
        string volume, MemberDesire desire, MemberUnit unit, Func<long?> mountedAt, CancellationToken cancel)
    {
        var strangers = new Dictionary<string, long>();
        for (var failing = false; desire.IsFor(unit);)
        {
            try
            {
                if (await FindAsync(volume, unit.RunToken, strangers, cancel).ConfigureAwait(false) is { } found)
                {
                    return found;
                }

                failing = false;
            }
            catch (DockerException e)
            {
                tools.Log.WriteOnce(ref failing, e.Message);
            }

            var isSoon = mountedAt() is { } at && tools.Time.GetElapsedTime(at) < Soon;
            await desire.WaitAsync(isSoon ? LookSoon : LookLater, cancel).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<FoundContainer?> FindAsync(
        string volume, string token, Dictionary<string, long> strangers, CancellationToken cancel)
    {
        foreach (var listed in await tools.Docker.ListAsync(volume, cancel).ConfigureAwait(false))
        {
            if (await tools.Docker.FindAsync(listed.Id, cancel).ConfigureAwait(false) is not { } container
                || FoundContainer.Hold(container) is not { } found)
            {
                continue;
            }

            var isAtGate = ContainerScan.IsAtGate(found.First.Id);
            var isStranger = !isAtGate && !adoption.IsKnown(found.First.Id);
            var why = WhyNot(container, token) ?? (isStranger ? "nobody here has let it go" : null);
            if (why is null)
            {
                return found with { IsLetGo = !isAtGate };
            }

            // For a moment after its start its first process is yet to become the shell.
            strangers.TryAdd(container.Id, tools.Time.GetTimestamp());
            if (isStranger && tools.Time.GetElapsedTime(strangers[container.Id]) < StartTime)
            {
                found.Dispose();
                continue;
            }

            tools.Log.Write($"Container {container.Id[..12]} has volume {volume} and is killed: {why}.");
            found.First.Kill();
            await found.First.Ended.WaitAsync(cancel).ConfigureAwait(false);
            found.Dispose();
        }

        return null;
    }

    private static string? WhyNot(ContainerDetail container, string token)
        => container.Label(RunToken) is { } label && label != token ? "it was made for another start of the member"
            : Gate.Command.SequenceEqual([container.Path ?? "", .. container.Args ?? []]) ? null
            : "it doesn't wait at the member's gate";
}
