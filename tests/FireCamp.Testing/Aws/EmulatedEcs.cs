using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Testing.Aws;

/// <summary>An ECS cluster of the emulator with instances in zones.</summary>
public sealed class EmulatedEcs
{
    public const string Name = "firecamp-t1";

    private readonly AwsWorld world;
    private readonly AwsConnection aws;

    private EmulatedEcs(AwsWorld world, AwsConnection aws) => (this.world, this.aws) = (world, aws);

    public static async Task<EmulatedEcs> StartAsync(AwsWorld world, AwsConnection aws)
    {
        await world.Backdoor.EcsAsync("CreateCluster", new() { ["clusterName"] = Name });
        return new EmulatedEcs(world, aws);
    }

    /// <summary>An instance of the zone, in the cluster.</summary>
    /// <returns>Its EC2 id.</returns>
    public async Task<string> AddAsync(string zone, CancellationToken cancel)
    {
        var request = new RunInstancesRequest("ami-12c6146b", 1, 1) { InstanceType = "m5.large", Placement = new Placement(zone) };
        var id = (await aws.Ec2.Value.RunInstancesAsync(request, cancel)).Reservation.Instances[0].InstanceId;
        var identity = new JsonObject { ["instanceId"] = id }.ToJsonString();
        await world.Backdoor.EcsAsync("RegisterContainerInstance", new() { ["cluster"] = Name, ["instanceIdentityDocument"] = identity });
        return id;
    }

    /// <summary>The definitions that can be used, by the last part of their ARNs.</summary>
    public async Task<IReadOnlyList<string>> DefinitionsAsync()
    {
        var all = (await world.Backdoor.EcsAsync("ListTaskDefinitions", []))["taskDefinitionArns"]!.AsArray().Select(a => a!.ToString());
        var active = await Task.WhenAll(all.Select(async a => await world.Backdoor.IsActiveAsync(a) ? a.Split('/')[^1] : null));
        return [.. active.OfType<string>()];
    }

    public async Task DeregisterAsync(string definition)
        => await world.Backdoor.EcsAsync("DeregisterTaskDefinition", new() { ["taskDefinition"] = definition });

    /// <summary>The names of services that are active.</summary>
    public async Task<IReadOnlyList<string>> ServicesAsync()
    {
        var all = (await world.Backdoor.EcsAsync("ListServices", new() { ["cluster"] = Name }))["serviceArns"]!.AsArray();
        if (all.Count == 0)
        {
            return [];
        }

        var found = await world.Backdoor.EcsAsync("DescribeServices", new() { ["cluster"] = Name, ["services"] = all.DeepClone() });
        return [.. found["services"]!.AsArray().Where(s => s!["status"]!.ToString() == "ACTIVE").Select(s => s!["serviceName"]!.ToString())];
    }

    /// <summary>A service that isn't FireCamp's.</summary>
    public async Task ForeignServiceAsync(string name)
    {
        await world.Backdoor.EcsAsync("RegisterTaskDefinition", new()
        {
            ["family"] = "foreign",
            ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "i", ["memory"] = 64 }),
        });
        await world.Backdoor.EcsAsync(
            "CreateService", new() { ["cluster"] = Name, ["serviceName"] = name, ["taskDefinition"] = "foreign", ["desiredCount"] = 0 });
    }
}
