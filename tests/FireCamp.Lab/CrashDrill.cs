using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab;

/// <summary>Kills nodes under a writer and brings them back, so that there are always enough left.</summary>
public sealed class CrashDrill(LabCluster lab, LabService service, SteadyWriter writer)
{
    /// <summary>Kills the node of a member with the role, waits until all members are ready elsewhere, and starts the node again.</summary>
    /// <returns>From just before the node was killed until a write that began after that was acknowledged.</returns>
    public async Task<TimeSpan> CrashNodeAsync(MemberRole role, CancellationToken cancel)
    {
        var primary = await service.PrimaryAsync(cancel);
        var member = role == MemberRole.Primary
            ? primary
            : (await service.MembersAsync(cancel)).First(m => m.Role == role && m.Node != primary.Node);
        var node = member.Node!;
        var servers = Servers.In(lab.Home).Where(s => s.Volume == member.Volumes[0].Name).ToList();
        var killed = Stopwatch.GetTimestamp();
        await lab.Cluster.StopNodeAsync(node, crash: true, cancel);
        await Soon.TrueAsync(() => servers.All(s => !s.Lives), $"{member.Name}'s server dies with its node", cancel);
        var next = await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        await MovedAsync(member, cancel);
        await service.ReadyAsync(cancel);
        await lab.Cluster.StartNodeAsync(node, cancel);
        await lab.NodeIsAsync(node, NodePhase.Up, cancel);
        return Stopwatch.GetElapsedTime(killed, next.Received);
    }

    // Ready could still be what was known before the crash: only a higher epoch says that another node has the member.
    private Task MovedAsync(Member member, CancellationToken cancel)
        => Soon.TrueAsync(
            async () => (await service.MembersAsync(cancel)).First(m => m.Name == member.Name) is { } now
                && now.Epoch > member.Epoch && now.Node != member.Node && now.Phase == MemberPhase.Ready,
            () => $"{member.Name} is ready on another node than {member.Node}", cancel);
}
