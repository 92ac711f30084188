using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Watches;

namespace FireCamp.Lab.Swarm;

/// <summary>Loses workers under steady writers and watches whether anything is lost or done twice.</summary>
public static class SwarmLosses
{
    /// <summary>What came of it.</summary>
    /// <param name="Outages">By kind and way, the seconds from each loss to the next acknowledged write.</param>
    /// <param name="LostWrites">Acknowledged and not there at the end.</param>
    /// <param name="Overlaps">Moments in which a member acted twice.</param>
    public sealed record Outcome(
        IReadOnlyDictionary<string, IReadOnlyList<TimeSpan>> Outages, IReadOnlyList<string> LostWrites, IReadOnlyList<string> Overlaps);

    /// <summary>PostgreSQL that waits for a standby, and Redis that syncs each write.</summary>
    public static IReadOnlyList<CreateServiceRequest> Services { get; } =
        [Requests.WithStandby(Requests.PostgreSql("mypg")), Requests.Redis("cache")];

    /// <summary>Each service's primary's node is lost in each of these ways so many times.</summary>
    public static async Task<Outcome> RunAsync(
        SwarmLabCluster lab, IReadOnlyList<CreateServiceRequest> requests, IReadOnlyList<NodeLoss> losses, int times, Action<string> tell,
        CancellationToken cancel)
    {
        var outages = new Dictionary<string, IReadOnlyList<TimeSpan>>();
        var services = await Task.WhenAll(requests.Select(r => lab.CreateAsync(r, cancel)));
        await using var copies = new CopyWatch(lab);
        copies.Start();
        var subjects = new List<Subject>();
        foreach (var service in services)
        {
            subjects.Add(await Subject.BeginAsync(service, cancel));
        }

        for (var round = 0; round < times; round++)
        {
            foreach (var loss in losses)
            {
                foreach (var subject in subjects)
                {
                    var outage = await new LossDrill(lab, subject.Service, subject.Writer).LoseNodeAsync(loss, MemberRole.Primary, cancel);
                    await Task.WhenAll(services.Select(s => s.ReadyAsync(cancel)));
                    var what = $"{subject.Service.Kind}, {loss}";
                    outages[what] = [.. outages.GetValueOrDefault(what, []), outage];
                    tell($"{what} {round + 1}: {outage.TotalSeconds:F2} s");
                }
            }
        }

        var overlaps = new List<string>(await copies.StopAsync());
        tell($"{copies.Looks} looks at processes; a copy lived at most {copies.LongestThawed.TotalMilliseconds:F0} ms after its machine was thawed");
        var lost = new List<string>();
        foreach (var subject in subjects)
        {
            await subject.EndAsync(lost, overlaps, tell, cancel);
        }

        return new Outcome(outages, lost, overlaps);
    }

    /// <summary>A service with those who use and watch it.</summary>
    private sealed record Subject(LabService Service, ILedger Ledger, SteadyWriter Writer, IReadOnlyList<CopyLog> Logs)
    {
        public static async Task<Subject> BeginAsync(LabService service, CancellationToken cancel)
        {
            var ledger = await service.OpenLedgerAsync(cancel);
            return new Subject(service, ledger, SteadyWriter.Start(ledger), await CopyLog.OfAsync(service, cancel));
        }

        public async Task EndAsync(List<string> lost, List<string> overlaps, Action<string> tell, CancellationToken cancel)
        {
            var acknowledged = await Writer.StopAsync();
            foreach (var log in Logs)
            {
                overlaps.AddRange(await log.StopAsync());
            }

            if (overlaps.Count == 0)
            {
                // Where two acted there is no telling what either holds.
                var held = await Service.AgreedAsync(Ledger, cancel);
                lost.AddRange(acknowledged.Where(n => !held.Contains(n)).Select(n => $"{Service.Kind} {n}"));
            }

            tell($"{Service.Kind}: {acknowledged.Count} writes acknowledged, {Writer.Failed} failed; {Logs.Sum(l => l.Copies)} copies of "
                + $"{Logs.Count} members answered {Logs.Sum(l => l.Answers)} times");
            await Writer.DisposeAsync();
            await Ledger.DisposeAsync();
        }
    }
}
