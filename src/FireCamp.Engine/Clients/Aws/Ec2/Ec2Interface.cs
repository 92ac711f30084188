using System.Net;

namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>A network interface as EC2 tells of it.</summary>
/// <param name="Hardware">Such as <c>02:ab:…</c>: by it the instance's kernel knows the interface, whatever it calls it.</param>
/// <param name="InstanceId">Null where it is on none.</param>
/// <param name="Subnet">The range of the subnet that it is in.</param>
/// <param name="Secondary">Its addresses besides the first one.</param>
internal sealed record Ec2Interface(
    string Id, string Hardware, string? InstanceId, int DeviceIndex, IPNetwork Subnet, string Primary, IReadOnlyList<string> Secondary);
