using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Lab.Clients;

namespace FireCamp.Lab;

/// <summary>A service of a lab's cluster.</summary>
public sealed class LabService(LabCluster lab, string name, string kind)
{
    public string Name => name;

    public string Kind => kind;

    public Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancel) => lab.Cluster.ListMembersAsync(name, cancel);

    /// <summary>The member with FireCamp's primary role, wherever it runs.</summary>
    public async Task<Member> PrimaryAsync(CancellationToken cancel)
        => (await MembersAsync(cancel)).First(m => m.Role == MemberRole.Primary);

    public Task<IReadOnlyList<Endpoint>> EndpointsAsync(CancellationToken cancel) => lab.Cluster.ListEndpointsAsync(name, cancel);

    /// <summary>The endpoints with the addresses that clients outside find by the members' names.</summary>
    public async Task<IReadOnlyList<Endpoint>> OutsideEndpointsAsync(CancellationToken cancel)
    {
        var endpoints = await EndpointsAsync(cancel);
        return await Task.WhenAll(endpoints.Select(async e => e with { Address = await lab.ResolveAsync(e.Host, cancel) }));
    }

    public Task<Credential> CredentialAsync(CancellationToken cancel) => lab.Cluster.GetCredentialAsync(name, null, cancel);

    /// <summary>All members are ready on a node that is up.</summary>
    public Task ReadyAsync(CancellationToken cancel)
        => lab.Cluster.WaitServiceAsync(name, ServicePhase.Ready, Soon.Deadline, null, cancel);

    /// <summary>Opens the kind's ledger at the primary, or in a Redis cluster at the primaries.</summary>
    /// <param name="copies">How many replicas of Redis must have a number for it to count as acknowledged.</param>
    public async Task<ILedger> OpenLedgerAsync(CancellationToken cancel, int copies = 0)
    {
        var endpoints = await OutsideEndpointsAsync(cancel);
        var user = await CredentialAsync(cancel);
        return kind switch
        {
            "PostgreSQL" => await PostgresLedger.OpenAsync(endpoints[0], user, cancel),
            "Redis" or "Valkey" => await RedisLedger.OpenAsync([.. endpoints.Where(e => e.Role == MemberRole.Primary)], user, copies),
            "ZooKeeper" => await ZooKeeperLedger.OpenAsync(endpoints, cancel),
            _ => throw new NotSupportedException($"No ledger for {kind}."),
        };
    }

    /// <summary>Every member holds exactly what the primary does, within the deadline.</summary>
    /// <returns>What that is.</returns>
    public async Task<IReadOnlySet<long>> AgreedAsync(ILedger ledger, CancellationToken cancel)
    {
        IReadOnlySet<long> held = new HashSet<long>();
        var far = "";
        await Soon.TrueAsync(
            async () =>
            {
                var endpoints = await EndpointsAsync(cancel);
                held = await ledger.ReadAsync(endpoints[0], cancel);
                foreach (var endpoint in endpoints.Skip(1))
                {
                    var copy = await ledger.ReadAsync(endpoint, cancel);
                    far = $"{endpoint.Member} has {copy.Count} of the primary's {held.Count} numbers";
                    if (!copy.SetEquals(held))
                    {
                        return false;
                    }
                }

                return true;
            },
            () => far, cancel);
        return held;
    }

    /// <summary>What a story does with it.</summary>
    public IUse Use() => kind switch
    {
        "ZooKeeper" => new ZnodeUse(this),
        "Etcd" => ShellUse.Etcd(this),
        _ => new LedgerUse(this),
    };

    /// <summary>Runs a shell script inside the member, with the kind's own client.</summary>
    /// <returns>What it wrote.</returns>
    /// <param name="within">How long it may take; a minute by default.</param>
    /// <exception cref="IOException">It failed; says what it said.</exception>
    public async Task<string> ShellAsync(
        string member, string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancel, TimeSpan? within = null)
    {
        var request = new ExecRequest { Command = ["sh", "-c", script], Environment = environment };
        request = request with { Timeout = within ?? request.Timeout };
        var result = await lab.Cluster.ExecuteAsync(name, member, request, null, cancel);
        return result.ExitCode == 0
            ? result.Output.Trim()
            : throw new IOException($"{member} ended {result.ExitCode}: {result.Output} {result.ErrorOutput}");
    }

    /// <summary>All members restart, one at a time.</summary>
    public async Task RestartAsync(CancellationToken cancel)
        => await lab.RunAsync(await lab.Cluster.PlanRestartServiceAsync(name, [], cancel), cancel);

    public async Task RemoveAsync(bool removeVolumes, CancellationToken cancel)
        => await lab.RunAsync(await lab.Cluster.PlanRemoveServiceAsync(name, removeVolumes, cancel), cancel);

    public async Task StopAsync(CancellationToken cancel)
        => await lab.RunAsync(await lab.Cluster.PlanStopServiceAsync(name, cancel), cancel);

    public async Task StartAsync(CancellationToken cancel)
        => await lab.RunAsync(await lab.Cluster.PlanStartServiceAsync(name, cancel), cancel);
}
