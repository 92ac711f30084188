using FireCamp.Agent.Node;
using FireCamp.Engine;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Agent.Promotion;

/// <summary>Promotes replicas where a service asks for that and its primary can't run anywhere, without an engine.</summary>
/// <remarks>
/// The agent that has the scheduler's claim does it, by the same plan and the same operation as an engine. That there is one unfinished operation a
/// service at most keeps two from doing it; an operation that such an agent left half-done is gone on with by its successor.
/// </remarks>
internal sealed class PromotionDuty(NodeAgent agent, AgentArguments arguments)
{
    private const string ActorPrefix = "agent@";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, string> NoSecrets = [];

    private readonly PrimaryWatch watch = new(agent.Node.Time);
    private readonly HashSet<(string Service, string Action)> told = [];

    /// <summary>Goes on until cancelled, through whatever the store does.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var engine = new FireCampEngine(new EngineSettings
        {
            Home = arguments.Home, CatalogFolders = arguments.Catalog, AgentPath = "", Actor = $"{ActorPrefix}{arguments.Node}",
        });
        await using var _ = engine.ConfigureAwait(false);
        var failing = false;
        while (!cancel.IsCancellationRequested && agent.Node.PlacesMembers)
        {
            try
            {
                await LookAsync(engine, cancel).ConfigureAwait(false);
                failing = false;
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                agent.Node.Log.WriteOnce(ref failing, $"Primaries can't be watched: {(e is FireCampException ? e.Message : e.ToString())}");
            }
            catch (OperationCanceledException)
            {
                // The agent ends; an operation that is under way is left to the next one.
            }

            await Task.Delay(Every, agent.Node.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(FireCampEngine engine, CancellationToken cancel)
    {
        if (agent.Session?.Scheduler.IsOn != true)
        {
            watch.Clear();
            return;
        }

        var services = await agent.Node.Store.ListAsync(Keys.Services, ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false);
        foreach (var service in services.Select(s => s.Value).Where(s => s is { FailoverAfter: not null, Intent: ServiceIntent.Running }))
        {
            await LookAsync(await engine.ConnectAsync(arguments.Cluster, cancel).ConfigureAwait(false), service, cancel).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(ClusterEngine cluster, ServiceSpec service, CancellationToken cancel)
    {
        var unfinished = await cluster.Connection.Operations.FindUnfinishedAsync(Subjects.Service(service.Name), cancel).ConfigureAwait(false);
        if (unfinished is not null)
        {
            if (unfinished.Name == PromotePrimaryPlan.Name && unfinished.Actor.StartsWith(ActorPrefix, StringComparison.Ordinal))
            {
                await TryAsync(service, () => cluster.ResumeOperationAsync(unfinished.Id, force: false, null, cancel), cancel).ConfigureAwait(false);
            }

            return;
        }

        var outlines = await agent.Node.Store.ListAsync(Keys.Members(service.Name), ModelJson.Default.MemberOutline, cancel).ConfigureAwait(false);
        var given = outlines.Select(o => o.Value).Where(o => o.Role == MemberRole.Primary).Select(o => o.Name).ToHashSet();
        var seen = await cluster.ListMembersAsync(service.Name, cancel).ConfigureAwait(false);
        foreach (var primary in seen.Where(m => given.Contains(m.Name)))
        {
            if (primary.Phase == MemberPhase.Ready)
            {
                told.RemoveWhere(t => t.Service == service.Name);
            }

            if (watch.Note(service.Name, primary) is { } down && down >= service.FailoverAfter)
            {
                await TryAsync(service, () => PromoteAsync(cluster, service, primary, down, cancel), cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task PromoteAsync(ClusterEngine cluster, ServiceSpec service, Member primary, TimeSpan down, CancellationToken cancel)
    {
        var request = new SwitchPrimaryRequest { Service = service.Name, Shard = primary.Shard, Force = true };
        if (await cluster.PlanSwitchPrimaryAsync(request, cancel).ConfigureAwait(false) is not PromotePrimaryPlan plan)
        {
            return;
        }

        var time = Duration.Format(TimeSpan.FromSeconds(Math.Round(down.TotalSeconds)));
        if (FailoverVerdict.WhyNot(plan) is { } why)
        {
            var refusal = $"{primary.Name} has been {plan.FromIs} for {time}, and no replica is promoted: {why}";
            await TellOnceAsync(service, "PrimaryNotPromoted", refusal, cancel).ConfigureAwait(false);
            return;
        }

        await TellAsync(service, "PrimaryGone", $"{primary.Name} has been {plan.FromIs} for {time}: {plan.To.Name} is promoted.", cancel)
            .ConfigureAwait(false);
        await cluster.RunAsync(plan, NoSecrets, null, cancel).ConfigureAwait(false);
    }

    /// <summary>An operation that failed is tried again once the primary has been gone for as long anew; what can't be planned, at once.</summary>
    private async Task TryAsync(ServiceSpec service, Func<Task> attempt, CancellationToken cancel)
    {
        try
        {
            await attempt().ConfigureAwait(false);
        }
        catch (OperationRunningException)
        {
            // Whoever began it is at it.
        }
        catch (FireCampException e) when (e.Outage is null)
        {
            if (e is OperationFailedException or OperationStuckException)
            {
                watch.Forget(service.Name);
            }

            await TellOnceAsync(service, "PrimaryNotPromoted", $"No replica of {service.Name} was promoted: {e.Message}", cancel)
                .ConfigureAwait(false);
        }
    }

    private async Task TellOnceAsync(ServiceSpec service, string action, string message, CancellationToken cancel)
    {
        if (told.Add((service.Name, action)))
        {
            await TellAsync(service, action, message, cancel).ConfigureAwait(false);
        }
    }

    private Task TellAsync(ServiceSpec service, string action, string message, CancellationToken cancel)
    {
        agent.Node.Log.Write(message);
        return new EventLog(agent.Node.Store).AppendAsync(
            new EventRecord(agent.Node.Time.GetUtcNow(), $"{ActorPrefix}{arguments.Node}", Subjects.Service(service.Name), action, message), cancel);
    }
}
