namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>What an instance type can have.</summary>
/// <param name="AddressesPerInterface">The first one included.</param>
/// <param name="Attachments">EBS volumes, the root included; null where EC2 doesn't say.</param>
internal sealed record Ec2TypeLimits(string Type, int AddressesPerInterface, int Interfaces, int? Attachments);
