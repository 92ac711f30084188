using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Metrics;

/// <summary>
/// What a scrape of a node's agent gets: the agent itself, its members' state and processes, and the members' own
/// metrics.
/// </summary>
internal sealed class AgentMetrics(NodeAgent agent)
{
    public async Task<string> CollectAsync(CancellationToken cancel)
    {
        var text = new MetricsText();
        WriteAgent(text);
        if (agent.Session is { } session)
        {
            var members = session.Members.Runners.Where(r => r.Report is not null).OrderBy(r => r.Key.Member, StringComparer.Ordinal).ToList();
            WriteMembers(text, members);
            WriteProcesses(text, members);
            VolumeMetrics.Write(text, members.Select(m => m.Key), agent.Parts.Disks);
            await MemberMetrics.WriteAsync(text, session.Members, members, cancel).ConfigureAwait(false);
        }

        return text.ToString();
    }

    private void WriteAgent(MetricsText text)
    {
        var node = ("node", agent.Node.Node);
        var session = agent.Session;
        text.Metric("firecamp_agent_info", "gauge", "The agent that answers.")
            .Value("firecamp_agent_info", 1, ("cluster", agent.Node.Cluster), node);
        text.Metric("firecamp_lease_held", "gauge", "Whether the node has its lease.")
            .Value("firecamp_lease_held", session?.Hold.IsHeld == true ? 1 : 0, node);
        text.Metric("firecamp_lease_renewals_total", "counter", "Renewals of the node's lease since it was taken last.")
            .Value("firecamp_lease_renewals_total", session?.Renewer.Renewals ?? 0, node);
        text.Metric("firecamp_lease_failures_total", "counter", "Renewals that failed since the lease was taken last.")
            .Value("firecamp_lease_failures_total", session?.Renewer.Failures ?? 0, node);
        text.Metric("firecamp_scheduler", "gauge", "Whether this agent places the cluster's members.")
            .Value("firecamp_scheduler", session?.Scheduler.IsOn == true ? 1 : 0, node);
        text.Metric("firecamp_claims", "gauge", "Members whose claim the node has.")
            .Value("firecamp_claims", session?.Members.Runners.Count(r => r.Report is not null) ?? 0, node);
    }

    private static void WriteMembers(MetricsText text, List<MemberRunner> members)
    {
        Each(text, members, "firecamp_member_ready", "gauge", "Whether the member is ready.", r => r.Report!.Phase == MemberPhase.Ready ? 1 : 0);
        Each(text, members, "firecamp_member_caught_up", "gauge", "Whether it has what its primary has.", r => r.Report!.CaughtUp ? 1 : 0);
        Each(text, members, "firecamp_member_failures_total", "counter", "How often its process ended by itself since the claim was taken.",
            r => r.Report!.Failures);
        Each(text, members, "firecamp_member_epoch", "gauge", "The epoch of its claim.", r => r.Report!.Epoch);
        Each(text, members, "firecamp_probe_seconds", "gauge", "How long its last probe took.", r => r.Run?.ProbeDuration.TotalSeconds);
        text.Metric("firecamp_member_phase", "gauge", "1 for the phase that the member is in.");
        foreach (var member in members)
        {
            var report = member.Report!;
            text.Value("firecamp_member_phase", 1, ("service", member.Key.Service), ("member", member.Key.Member),
                ("phase", report.Phase.ToString()), ("role", report.Role.ToString()));
        }
    }

    private static void WriteProcesses(MetricsText text, List<MemberRunner> members)
    {
        var usage = members.ToDictionary(m => m.Key, m => m.Report!.ProcessId is { } id ? GroupUsage.Of(id) : null);
        Each(text, members, "firecamp_member_resident_bytes", "gauge", "Memory of its processes; what they share counts for each.",
            r => usage[r.Key]?.ResidentBytes);
        Each(text, members, "firecamp_member_cpu_seconds_total", "counter", "Processor time of its processes.", r => usage[r.Key]?.ProcessorSeconds);
    }

    private static void Each(
        MetricsText text, List<MemberRunner> members, string name, string type, string help, Func<MemberRunner, double?> value)
    {
        text.Metric(name, type, help);
        foreach (var member in members)
        {
            if (value(member) is { } number)
            {
                text.Value(name, number, ("service", member.Key.Service), ("member", member.Key.Member));
            }
        }
    }
}
