using Docker.DotNet;
using Docker.DotNet.Models;
using FireCamp.Engine.Model;
using DockerService = Docker.DotNet.Models.ServiceSpec;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>The Docker services of a cluster's members. All changes are by version, so that two sessions don't undo each other's.</summary>
internal sealed class SwarmServices(SwarmConnection swarm, SwarmImages images, SwarmMemberOptions options)
{
    /// <summary>The member has a service with one replica, as its spec says and under this token. A repeat changes nothing.</summary>
    /// <returns>Its image, with its digest.</returns>
    public async Task<string> EnsureAsync(MemberSpec member, string runToken, CancellationToken cancel)
    {
        var image = "";
        await UntilNobodyElseWritesAsync(
            member.Name,
            async found => image = await (found is null
                ? CreateAsync(member, runToken, cancel)
                : UpdateAsync(found, member, runToken, cancel)).ConfigureAwait(false),
            cancel).ConfigureAwait(false);
        return image;
    }

    /// <summary>The member's service has no replica; an absent one is success.</summary>
    public Task StopAsync(string member, CancellationToken cancel)
        => UntilNobodyElseWritesAsync(
            member,
            found => found is null or { Replicas: 0 } ? Task.CompletedTask : PutAsync(found, found.WithoutReplicas(), cancel),
            cancel);

    /// <summary>The member has no service; its container may still be about to end.</summary>
    public Task RemoveAsync(string member, CancellationToken cancel)
        => UntilNobodyElseWritesAsync(
            member,
            found => found is null
                ? Task.CompletedTask
                : swarm.ChangeAsync($"Removing service {found.Name}", (d, c) => d.Swarm.RemoveServiceAsync(found.Id, c), cancel),
            cancel);

    private async Task UntilNobodyElseWritesAsync(string member, Func<SwarmFound?, Task> change, CancellationToken cancel)
    {
        while (true)
        {
            var found = await FindAsync(member, cancel).ConfigureAwait(false);
            try
            {
                await change(found).ConfigureAwait(false);
                return;
            }
            catch (DockerApiException e) when (SwarmFault.IsConflict(e) || (found is not null && SwarmFault.IsAbsent(e)))
            {
                cancel.ThrowIfCancellationRequested();
            }
            catch (DockerApiException e)
            {
                throw SwarmFault.Of($"Changing the service of member {member}", "the manager", e);
            }
        }
    }

    private async Task<SwarmFound?> FindAsync(string member, CancellationToken cancel)
    {
        var name = SwarmNames.ServiceOf(options.Cluster, member);
        var filter = new ServiceListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["name"] = new Dictionary<string, bool> { [name] = true } },
        };
        var services = await swarm.CallAsync(
            $"Looking for service {name}", (d, c) => d.Swarm.ListServicesAsync(filter, c), SwarmPatience.Change, cancel).ConfigureAwait(false);
        // The filter takes a name's beginning, too.
        var found = services.Select(SwarmFound.Of).FirstOrDefault(s => s.Name == name);
        return found is null || string.Equals(found.Label(SwarmNames.Cluster), options.Cluster, StringComparison.OrdinalIgnoreCase)
            ? found
            : throw NameTaken(name);
    }

    private async Task<string> CreateAsync(MemberSpec member, string runToken, CancellationToken cancel)
    {
        var image = await images.PinAsync(ImageOf(member), cancel).ConfigureAwait(false);
        var spec = SwarmServiceSpec.Of(member, runToken, image, options);
        await swarm.ChangeAsync(
            $"Creating service {spec.Name}",
            (d, c) => d.Swarm.CreateServiceAsync(new ServiceCreateParameters { Service = spec }, c),
            cancel).ConfigureAwait(false);
        return image;
    }

    private async Task<string> UpdateAsync(SwarmFound found, MemberSpec member, string runToken, CancellationToken cancel)
    {
        // The same image stays the one that it was, so that a restart is no upgrade and needs no registry.
        var image = ImageOf(member);
        var kept = SwarmImages.NameOf(found.Image) == SwarmImages.NameOf(image);
        var exact = kept ? found.Image : image;
        var wanted = SwarmServiceSpec.Of(member, runToken, exact, options);
        var restarts = found.Label(SwarmNames.RunToken) != runToken;
        if (!restarts && found.Replicas == 1 && found.Label(SwarmNames.Fingerprint) == wanted.Labels![SwarmNames.Fingerprint])
        {
            return exact;
        }

        if (!kept)
        {
            exact = await images.PinAsync(image, cancel).ConfigureAwait(false);
            wanted.TaskTemplate!.ContainerSpec!.Image = exact;
        }

        wanted.TaskTemplate!.ForceUpdate = found.ForceUpdate + (restarts ? 1u : 0u);
        await PutAsync(found, wanted, cancel).ConfigureAwait(false);
        return exact;
    }

    private Task PutAsync(SwarmFound found, DockerService wanted, CancellationToken cancel)
        => swarm.ChangeAsync(
            $"Changing service {found.Name}",
            (d, c) => d.Swarm.UpdateServiceAsync(found.Id, new ServiceUpdateParameters { Service = wanted, Version = found.Version }, c),
            cancel);

    private static string ImageOf(MemberSpec member) => member.Workload.Software.Image ?? throw SwarmImages.NoImage($"Member {member.Name}");

    private static FireCampException NameTaken(string name)
        => new("SwarmNameTaken", $"The swarm has a service '{name}' that isn't this cluster's.",
            "Remove that service or give this one another name.") { Target = name };
}
