using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>What services ask of disruptive operations.</summary>
internal sealed class ServicePolicies(ClusterConnection connection, ClusterReader reader)
{
    private readonly IMetadataStore store = connection.Ports.Store;

    /// <summary>Every policy that there is, by its service's key.</summary>
    public async Task<IReadOnlyDictionary<string, ServicePolicy>> ListAsync(CancellationToken cancel)
        => (await store.ListAsync(Keys.Policies, ModelJson.Default.ServicePolicy, cancel).ConfigureAwait(false))
            .ToDictionary(p => p.Key[Keys.Policies.Length..], p => p.Value);

    /// <summary>The service asks this from now on, of queued operations too. An event says who changed it.</summary>
    /// <param name="windows">As people write them; null leaves those that there are.</param>
    /// <param name="requireApproval">Null leaves it as it is.</param>
    /// <exception cref="InvalidInputException">A window can't be read; carries every mistake.</exception>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task SetAsync(string service, IReadOnlyList<string>? windows, bool? requireApproval, CancellationToken cancel)
    {
        List<Mistake> mistakes = [];
        var read = windows is null ? null : WindowReader.Read(windows, mistakes);
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("WindowInvalid", $"The policy of service '{service}'", mistakes) { Target = service };
        }

        var spec = await reader.ServiceSpecAsync(service, cancel).ConfigureAwait(false);
        var now = await store.UpdateAsync(Keys.Policy(spec.Name), Change, ModelJson.Default.ServicePolicy, cancel).ConfigureAwait(false);
        var lines = PolicyText.Lines(now).ToList();
        var said = lines.Count == 0 ? "Disruptive operations begin at any time, without approval" : string.Join(". ", lines);
        var told = new EventRecord(
            connection.Ports.Time.GetUtcNow(), connection.Actor, Subjects.Service(spec.Name), "PolicyChanged", $"Service {spec.Name}: {said}.");
        await new EventLog(store).AppendAsync(told, cancel).ConfigureAwait(false);

        ServicePolicy Change(ServicePolicy? before) => new()
        {
            Windows = read ?? before?.Windows ?? [],
            RequireApproval = requireApproval ?? before?.RequireApproval ?? false,
        };
    }
}
