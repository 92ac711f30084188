namespace FireCamp.Engine.Clients.Aws.Route53;

/// <summary>A VPC in which a private zone's names resolve.</summary>
internal sealed record HostedZoneNetwork(string Region, string VpcId);
