using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>Agents that are to be put on machines, all of which were looked at.</summary>
public sealed class AgentInstallPlan
{
    internal AgentInstallPlan(
        string cluster, SwarmSettings settings, AgentInstallRequest request, AgentProgram program, IReadOnlyList<AgentInstallNode> nodes)
        => (Cluster, Settings, Request, Program, Nodes) = (cluster, settings, request, program, nodes);

    public string Cluster { get; }

    public IReadOnlyList<AgentInstallNode> Nodes { get; }

    internal SwarmSettings Settings { get; }

    internal AgentInstallRequest Request { get; }

    internal AgentProgram Program { get; }

    /// <summary>Whether the node's agent only guards the others, as a manager's that runs no members does.</summary>
    internal bool IsGuard(AgentInstallNode node) => node.Machine.IsManager && !Settings.MembersOnManagers;

    /// <summary>The plan, for people.</summary>
    public string Describe()
    {
        var text = new StringBuilder().AppendLine(
            $"Install agent {Program.Version} of cluster '{Cluster}'{(Request.InContainer ? " in containers" : "")}");
        if (Request.OutputPath is { } folder)
        {
            return text.AppendLine($"  as a folder for each node in '{folder}': {string.Join(", ", Nodes.Select(n => n.Name))}").ToString();
        }

        text.AppendLine($"  by {Request.RemoteShell}:");
        foreach (var node in Nodes)
        {
            text.AppendLine($"    {node.Name}  {node.Host}  {(IsGuard(node) ? "guards the others" : $"listens on {node.Listen}")}  {What(node)}");
        }

        return text.ToString();
    }

    private string What(AgentInstallNode node) => node.Facts?.Installed switch
    {
        null => "new",
        var same when same == Program.Folder => "has it; is brought up to date",
        var other => $"upgrade from {(other.Length > 0 ? other : "another one")}, after the nodes before",
    };
}
