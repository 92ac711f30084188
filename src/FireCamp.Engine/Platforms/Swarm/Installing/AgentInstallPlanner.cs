using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>Decides what is installed where, once all machines were looked at.</summary>
internal sealed class AgentInstallPlanner(string cluster, SwarmSettings settings, AgentInstallRequest request, TimeProvider time)
{
    /// <param name="machines">All of the swarm.</param>
    /// <param name="programFolder">Where the agent was built.</param>
    /// <exception cref="InvalidInputException">Something is wrong with the request or with machines; carries every mistake.</exception>
    public async Task<AgentInstallPlan> PlanAsync(IReadOnlyList<Machine> machines, string programFolder, CancellationToken cancel)
    {
        var program = AgentProgram.Read(programFolder);
        var chosen = machines.Where(m => request.Nodes.Count == 0 || request.Nodes.Contains(m.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        Require(MistakesIn(machines, chosen));
        if (request.OutputPath is not null)
        {
            return new(cluster, settings, request, program,
                [.. chosen.Select(m => new AgentInstallNode(m, request.Port, Path.Combine(request.OutputPath, m.Name), null))]);
        }

        var found = await LookAsync(program, chosen, cancel).ConfigureAwait(false);
        Require([.. found.SelectMany(f => f.Mistakes)]);
        return new(cluster, settings, request, program,
            [.. chosen.Zip(found, (m, f) => new AgentInstallNode(m, request.Port, HostOf(m), f.Facts))]);
    }

    private async Task<(NodeFacts? Facts, IReadOnlyList<Mistake> Mistakes)[]> LookAsync(
        AgentProgram program, IReadOnlyList<Machine> chosen, CancellationToken cancel)
    {
        var check = new NodeCheck(cluster, settings, request, program, time);
        var token = SharedStorageCheck.WriteToken(settings.SharedStorage);
        try
        {
            return await Task.WhenAll(chosen.Select(m => check.LookAsync(m, HostOf(m), token, cancel))).ConfigureAwait(false);
        }
        finally
        {
            SharedStorageCheck.DeleteToken(settings.SharedStorage, token);
        }
    }

    private IReadOnlyList<Mistake> MistakesIn(IReadOnlyList<Machine> machines, IReadOnlyList<Machine> chosen)
    {
        var known = machines.Select(m => m.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var strangers = request.Nodes.Concat(request.Hosts.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Where(n => !known.Contains(n));
        return
        [
            .. strangers.Select(n => new Mistake(n, $"is no node of the swarm; there are {string.Join(", ", machines.Select(m => m.Name))}.")),
            .. chosen.Select(m => RemoteShell.Check(request.RemoteShell, HostOf(m))).OfType<Mistake>().Distinct(),
            .. chosen.Where(m => m.Address.Length == 0).Select(m => new Mistake(m.Name, "the swarm knows no address of it.")),
            .. request.Port is > 0 and <= ushort.MaxValue ? (Mistake[])[] : [new Mistake("Port", $"{request.Port} is no port.")],
            .. MistakesInContainer(),
            .. settings.MetadataStore.Contains("credential=", StringComparison.OrdinalIgnoreCase)
                ? (Mistake[])[new Mistake("MetadataStore", "names a credential of systemd's, which can't be copied to nodes: use password-file.")]
                : [],
            .. StoreFiles.Of(settings.MetadataStore).Files.Where(f => !File.Exists(f.Value))
                .Select(f => new Mistake("MetadataStore", $"there is no file '{f.Value}' ({f.Key}); nodes get a copy of it.")),
        ];
    }

    private IEnumerable<Mistake> MistakesInContainer() => request switch
    {
        { InContainer: true, StartCommand: not null } => [new Mistake("StartCommand", "doesn't go with a container: dockerd starts that.")],
        { InContainer: false, BaseImage: not null } => [new Mistake("BaseImage", "goes with -Container.")],
        { BaseImage: { } image } when image.Length == 0 || image[0] == '-' || image.Any(char.IsWhiteSpace)
            => [new Mistake("BaseImage", $"'{image}' is no image's name.")],
        _ => [],
    };

    private string HostOf(Machine machine)
        => request.Hosts.FirstOrDefault(h => h.Key.Equals(machine.Name, StringComparison.OrdinalIgnoreCase)).Value ?? machine.Address;

    private void Require(IReadOnlyList<Mistake> mistakes)
    {
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("AgentInstallInvalid", $"Installing agents of cluster '{cluster}'", mistakes);
        }
    }
}
