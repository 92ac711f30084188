using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A new service with the data that another one has now.</summary>
public sealed record CopyServicePlan : OperationPlan, IFilledService
{
    public const string Name = "copy-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Create.Subject;

    /// <summary>The service that is copied.</summary>
    public required ServiceSpec Of { get; init; }

    /// <summary>The members of it whose volumes are copied: one of each shard.</summary>
    public required IReadOnlyList<MemberSpec> Sources { get; init; }

    public required CreateServicePlan Create { get; init; }

    public required IReadOnlyList<VolumeFill> Fills { get; init; }

    [JsonIgnore]
    public bool IsRunning => Of.Intent == ServiceIntent.Running;

    public MemberSpec Source(string name) => Sources.First(m => m.Name == name);

    public string SnapshotOf(VolumeSpec volume) => SnapshotOf(volume, Create.Service.Name);

    /// <summary>What the snapshot is called from which a service of that name is made.</summary>
    public static string SnapshotOf(VolumeSpec volume, string copy) => $"{volume.Name}.for-{NameRules.Key(copy)}";

    public override string Describe() => RestorePlanText.Of(this);
}
