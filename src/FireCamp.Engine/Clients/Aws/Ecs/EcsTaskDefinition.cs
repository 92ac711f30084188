namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>A task definition as it is registered and as ECS describes it.</summary>
internal sealed record EcsTaskDefinition
{
    public string? TaskDefinitionArn { get; init; }

    public required string Family { get; init; }

    public int? Revision { get; init; }

    /// <summary><c>ACTIVE</c> or <c>INACTIVE</c>.</summary>
    public string? Status { get; init; }

    public string? TaskRoleArn { get; init; }

    public string? ExecutionRoleArn { get; init; }

    /// <summary><c>host</c>, <c>awsvpc</c>, <c>bridge</c> or <c>none</c>.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>In shares of which a core has 1024, as a string; it can't use more. Null for no limit.</summary>
    public string? Cpu { get; init; }

    public required IReadOnlyList<Container> ContainerDefinitions { get; init; }

    public IReadOnlyList<Volume>? Volumes { get; init; }

    public IReadOnlyList<EcsPlacementConstraint>? PlacementConstraints { get; init; }

    public IReadOnlyList<string>? RequiresCompatibilities { get; init; }

    internal sealed record Container(string Name, string Image)
    {
        /// <summary>In shares of which a core has 1024; 0 for none.</summary>
        public int? Cpu { get; init; }

        /// <summary>In MiB: more ends the container. Null for no limit.</summary>
        public int? Memory { get; init; }

        /// <summary>In MiB.</summary>
        public int? MemoryReservation { get; init; }

        public bool? Essential { get; init; }

        public IReadOnlyList<string>? EntryPoint { get; init; }

        public IReadOnlyList<string>? Command { get; init; }

        public IReadOnlyList<EcsNameValue>? Environment { get; init; }

        public IReadOnlyList<PortMapping>? PortMappings { get; init; }

        public IReadOnlyList<MountPoint>? MountPoints { get; init; }

        public LogConfiguration? LogConfiguration { get; init; }

        public IReadOnlyList<Limit>? Ulimits { get; init; }

        public IReadOnlyDictionary<string, string>? DockerLabels { get; init; }

        public string? User { get; init; }

        public string? Hostname { get; init; }

        /// <summary>In seconds; at most 120.</summary>
        public int? StopTimeout { get; init; }
    }

    internal sealed record PortMapping(int ContainerPort, int HostPort, string Protocol = "tcp");

    internal sealed record MountPoint(string SourceVolume, string ContainerPath, bool ReadOnly = false);

    internal sealed record LogConfiguration(string LogDriver, IReadOnlyDictionary<string, string>? Options = null);

    /// <param name="Name">Such as <c>nofile</c>.</param>
    internal sealed record Limit(string Name, int SoftLimit, int HardLimit);

    internal sealed record Volume(string Name)
    {
        public DockerVolume? DockerVolumeConfiguration { get; init; }

        public HostVolume? Host { get; init; }
    }

    /// <param name="Scope"><c>shared</c>: the volume outlives the task.</param>
    internal sealed record DockerVolume(
        string Scope, bool Autoprovision, string Driver, IReadOnlyDictionary<string, string>? DriverOpts = null,
        IReadOnlyDictionary<string, string>? Labels = null);

    internal sealed record HostVolume(string SourcePath);
}
