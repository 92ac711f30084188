using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace FireCamp.Testing.Aws;

/// <summary>ECS's scheduler, which the emulator lacks: has one task of each service run on an instance that its constraints allow.</summary>
/// <remarks>
/// Our reading of AWS, for services with one task, a maximum of 100 % and a minimum of 0 %: the old task is stopped before the new one
/// starts, and what runs on an instance out of reach is not stopped. It moves on whenever it is asked something.
/// </remarks>
public sealed class EmulatedScheduler : IDisposable
{
    private readonly AwsBackdoor backdoor;
    private readonly ConcurrentDictionary<string, JsonObject> services = [];
    private readonly ConcurrentDictionary<string, string> events = [];
    private readonly ConcurrentDictionary<string, bool> unreachable = [];
    private readonly SemaphoreSlim turn = new(1);
    private ImmutableList<EmulatedTask> tasks = [];
    private int numbers;

    internal EmulatedScheduler(AwsBackdoor backdoor) => this.backdoor = backdoor;

    /// <summary>All that ever were, the oldest first.</summary>
    public IReadOnlyList<EmulatedTask> Tasks => tasks;

    /// <summary>ECS loses the EC2 instance out of sight; what runs there goes on.</summary>
    public void CutOff(string instance) => unreachable[instance] = true;

    public void Reconnect(string instance) => unreachable.TryRemove(instance, out _);

    /// <summary>The running task of a service ends, as its container says.</summary>
    public void Fail(string service, string reason)
    {
        var task = tasks.Last(t => t.Service == service && t.LastStatus == "RUNNING");
        (task.LastStatus, task.DesiredStatus, task.Reason) = ("STOPPED", "STOPPED", reason);
    }

    public void Clear()
    {
        services.Clear();
        events.Clear();
        tasks = [];
        unreachable.Clear();
    }

    public void Dispose() => turn.Dispose();

    internal bool IsReachable(string instance) => !unreachable.ContainsKey(instance);

    internal JsonObject? Find(string service) => services.GetValueOrDefault(service);

    internal string? EventOf(string service) => events.GetValueOrDefault(service);

    internal void Put(string service, JsonObject wanted) => services[service] = wanted;

    internal void Remove(string service) => services.TryRemove(service, out _);

    /// <summary>Tasks are stopped and started as services now want them.</summary>
    internal async Task MoveOnAsync(string cluster)
    {
        await turn.WaitAsync();
        try
        {
            var instances = await InstancesAsync(cluster);
            foreach (var task in tasks.Where(t => t.LastStatus != "STOPPED"))
            {
                if (!IsWanted(task, instances))
                {
                    task.DesiredStatus = "STOPPED";
                    task.LastStatus = instances.Any(i => i.Arn == task.Instance && i.IsReachable) ? "STOPPED" : task.LastStatus;
                }
            }

            foreach (var (name, wanted) in services.Where(s => Desired(s.Value) > 0))
            {
                if (!tasks.Any(t => t.Service == name && t.LastStatus != "STOPPED"))
                {
                    Start(name, wanted, instances);
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private static int Desired(JsonObject service) => service["desiredCount"]!.GetValue<int>();

    private bool IsWanted(EmulatedTask task, IReadOnlyList<Instance> instances)
        => Find(task.Service) is { } wanted && Desired(wanted) > 0 && wanted["taskDefinition"]!.ToString() == task.Definition
            && instances.FirstOrDefault(i => i.Arn == task.Instance) is not { Status: "DRAINING" };

    private void Start(string name, JsonObject wanted, IReadOnlyList<Instance> instances)
    {
        var place = instances.Where(i => i is { Status: "ACTIVE", IsReachable: true } && Allows(wanted, i))
            .MinBy(i => tasks.Count(t => t.Instance == i.Arn && t.LastStatus != "STOPPED"));
        if (place is null)
        {
            events[name] = $"(service {name}) was unable to place a task because no container instance met all of its requirements.";
            return;
        }

        var near = place.Arn.Replace("container-instance", "task", StringComparison.Ordinal);
        var arn = string.Create(CultureInfo.InvariantCulture, $"{near}{++numbers}");
        tasks = tasks.Add(new EmulatedTask(arn, name, wanted["taskDefinition"]!.ToString(), place.Arn, numbers));
    }

    private static bool Allows(JsonObject service, Instance instance)
        => service["placementConstraints"]?.AsArray().All(c => c!["expression"]!.ToString().Split(' ') switch
        {
            [var name, "==", var value] => instance.Attributes.GetValueOrDefault(name["attribute:".Length..]) == value,
            [var name, "!exists"] => !instance.Attributes.ContainsKey(name["attribute:".Length..]),
            _ => throw new InvalidOperationException($"{c}"),
        }) ?? true;

    private async Task<IReadOnlyList<Instance>> InstancesAsync(string cluster)
    {
        var all = (await backdoor.EcsAsync("ListContainerInstances", new() { ["cluster"] = cluster }))["containerInstanceArns"]!.AsArray();
        if (all.Count == 0)
        {
            return [];
        }

        var found = await backdoor.EcsAsync("DescribeContainerInstances", new() { ["cluster"] = cluster, ["containerInstances"] = all.DeepClone() });
        var zones = await ZonesAsync();
        return [.. found["containerInstances"]!.AsArray().Select(i => Read(i!, zones))];
    }

    /// <summary>The zone of each EC2 instance.</summary>
    internal async Task<Dictionary<string, string>> ZonesAsync()
        => (await backdoor.Ec2Async("DescribeInstances", null)).Descendants("instancesSet").Elements("item")
            .ToDictionary(i => i.Element("instanceId")!.Value, i => i.Element("placement")!.Element("availabilityZone")!.Value);

    private Instance Read(JsonNode instance, Dictionary<string, string> zones)
    {
        var id = instance["ec2InstanceId"]!.ToString();
        var attributes = (instance["attributes"]?.AsArray() ?? []).ToDictionary(a => a!["name"]!.ToString(), a => a!["value"]?.ToString() ?? "");
        attributes["ecs.availability-zone"] = zones[id];
        return new Instance(instance["containerInstanceArn"]!.ToString(), instance["status"]!.ToString(), IsReachable(id), attributes);
    }

    private sealed record Instance(string Arn, string Status, bool IsReachable, IReadOnlyDictionary<string, string> Attributes);
}
