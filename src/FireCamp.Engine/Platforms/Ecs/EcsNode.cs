using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>A machine of the ECS cluster, as ECS sees it.</summary>
/// <param name="Name">Its EC2 instance, such as <c>i-0123456789abcdef0</c>; its agent has the lease of that name.</param>
/// <param name="IsConnected">Whether ECS's own agent there is in touch.</param>
/// <param name="Closed">Why FireCamp has it take no members; null when FireCamp doesn't.</param>
internal sealed record EcsNode(string Arn, string Name, string Zone, ByteSize Memory, string Status, bool IsConnected, DrainReason? Closed)
{
    private const int BytesPerMiBShift = 20;

    /// <summary>Whether it takes no members until a person lets it back.</summary>
    public bool IsSuspended => (Status == "DRAINING" || Closed is not null) && Closed != DrainReason.Lost;

    public bool TakesTasks => Status == "ACTIVE" && IsConnected && Closed is null;

    public static EcsNode Of(EcsContainerInstance found) => new(
        found.ContainerInstanceArn,
        found.Ec2InstanceId,
        found.Zone ?? "",
        new ByteSize((long)(found.RegisteredResources?.FirstOrDefault(r => r.Name == "MEMORY")?.IntegerValue ?? 0) << BytesPerMiBShift),
        found.Status,
        found.AgentConnected,
        Enum.TryParse<DrainReason>(found.Attributes?.FirstOrDefault(a => a.Name == EcsNames.Closed)?.Value, out var why) ? why : null);

    /// <summary>What keeps members away from it, each as the end of a sentence.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsConnected)
        {
            yield return "is out of ECS's reach";
        }
        else if (Status != "ACTIVE")
        {
            yield return $"is {Status.ToLowerInvariant()}";
        }
        else if (Closed is not null)
        {
            yield return Closed == DrainReason.Lost ? "was lost" : "is suspended";
        }

        if (Zone.Length == 0)
        {
            yield return "has no zone";
        }
    }
}
