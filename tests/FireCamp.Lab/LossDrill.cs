using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Lab.Clients;

namespace FireCamp.Lab;

/// <summary>Loses nodes under a writer and brings them back, so that there are always enough left.</summary>
public sealed class LossDrill(LabCluster lab, LabService service, SteadyWriter writer)
{
    /// <summary>Loses the node of a member with the role, waits until all members are ready elsewhere, and brings the node back.</summary>
    /// <returns>From just before the node was lost until a write that began after that was acknowledged.</returns>
    public async Task<TimeSpan> LoseNodeAsync(NodeLoss loss, MemberRole role, CancellationToken cancel)
    {
        var primary = await service.PrimaryAsync(cancel);
        var member = role == MemberRole.Primary
            ? primary
            : (await service.MembersAsync(cancel)).First(m => m.Role == role && m.Node != primary.Node);
        var node = member.Node!;
        var servers = lab.ServerProcesses().Where(s => s.Volume == member.Volumes[0].Name).ToList();
        var before = Stopwatch.GetTimestamp();
        await lab.LoseAsync(loss, node, cancel);
        var lost = Stopwatch.GetTimestamp();
        if (loss == NodeLoss.Crash)
        {
            await Soon.TrueAsync(() => servers.All(s => !s.Lives), $"{member.Name}'s server dies with its node", cancel);
        }

        var next = await writer.NextAsync(lost, cancel);
        await MovedAsync(member, cancel);
        await service.ReadyAsync(cancel);
        await lab.BringBackAsync(loss, node, cancel);
        await Soon.TrueAsync(() => servers.All(s => !s.Lives), $"{member.Name}'s old server is gone", cancel);
        return Stopwatch.GetElapsedTime(before, next.Received);
    }

    // Ready could still be what was known before the loss: only a higher epoch says that another node has the member.
    private Task MovedAsync(Member member, CancellationToken cancel)
        => Soon.TrueAsync(
            async () => (await service.MembersAsync(cancel)).First(m => m.Name == member.Name) is { } now
                && now.Epoch > member.Epoch && now.Node != member.Node && now.Phase == MemberPhase.Ready,
            () => $"{member.Name} is ready on another node than {member.Node}", cancel);
}
