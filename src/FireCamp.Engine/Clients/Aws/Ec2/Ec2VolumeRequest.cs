namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>What a new volume is to be.</summary>
/// <param name="Token">The same one again returns the first one's volume.</param>
/// <param name="Type">Such as <c>gp3</c>.</param>
internal sealed record Ec2VolumeRequest(string Token, string Zone, int GiB, string Type)
{
    public int? Iops { get; init; }

    /// <summary>In MiB a second; gp3 alone.</summary>
    public int? Throughput { get; init; }

    public bool Encrypted { get; init; } = true;

    public string? KmsKey { get; init; }

    public string? SnapshotId { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
