namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>What EC2 tells of a volume on an instance.</summary>
/// <param name="Device">Under which it was attached; the kernel may call it otherwise.</param>
/// <param name="State"><c>attaching</c>, <c>attached</c>, <c>detaching</c> or <c>busy</c>.</param>
internal sealed record Ec2Attachment(string InstanceId, string Device, string State);
