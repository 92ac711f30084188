using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>
/// What a removed service left: its volumes and the secrets that belong to their content. Stored under
/// <c>kept/&lt;service&gt;</c>.
/// </summary>
public sealed record KeptService(ServiceSpec Service, IReadOnlyList<VolumeSpec> Volumes, DateTimeOffset RemovedAt);
