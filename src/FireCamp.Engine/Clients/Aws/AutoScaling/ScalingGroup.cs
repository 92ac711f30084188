namespace FireCamp.Engine.Clients.Aws.AutoScaling;

/// <summary>An Auto Scaling group.</summary>
internal sealed record ScalingGroup(
    string Name, int Minimum, int Maximum, int Desired, IReadOnlyList<string> Zones, IReadOnlyList<ScalingGroup.Instance> Instances,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <param name="LifecycleState">Such as <c>InService</c>, <c>Terminating:Wait</c>.</param>
    /// <param name="Health"><c>Healthy</c> or <c>Unhealthy</c>.</param>
    internal sealed record Instance(string Id, string Zone, string LifecycleState, string Health);
}
