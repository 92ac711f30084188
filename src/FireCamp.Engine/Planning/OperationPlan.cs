using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A change, decided to the last detail: running it leaves no choices. Stored with its operation; holds no secret.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "operation")]
[JsonDerivedType(typeof(CreateClusterPlan), CreateClusterPlan.Name)]
[JsonDerivedType(typeof(StartClusterPlan), StartClusterPlan.Name)]
[JsonDerivedType(typeof(StopClusterPlan), StopClusterPlan.Name)]
[JsonDerivedType(typeof(RemoveClusterPlan), RemoveClusterPlan.Name)]
[JsonDerivedType(typeof(SuspendNodePlan), SuspendNodePlan.Name)]
[JsonDerivedType(typeof(ResumeNodePlan), ResumeNodePlan.Name)]
[JsonDerivedType(typeof(CreateServicePlan), CreateServicePlan.Name)]
[JsonDerivedType(typeof(StartServicePlan), StartServicePlan.Name)]
[JsonDerivedType(typeof(StopServicePlan), StopServicePlan.Name)]
[JsonDerivedType(typeof(RestartServicePlan), RestartServicePlan.Name)]
[JsonDerivedType(typeof(UpdateServicePlan), UpdateServicePlan.Name)]
[JsonDerivedType(typeof(AddReplicasPlan), AddReplicasPlan.Name)]
[JsonDerivedType(typeof(RemoveReplicasPlan), RemoveReplicasPlan.Name)]
[JsonDerivedType(typeof(AddShardsPlan), AddShardsPlan.Name)]
[JsonDerivedType(typeof(RemoveShardsPlan), RemoveShardsPlan.Name)]
[JsonDerivedType(typeof(SwitchPrimaryPlan), SwitchPrimaryPlan.Name)]
[JsonDerivedType(typeof(PromotePrimaryPlan), PromotePrimaryPlan.Name)]
[JsonDerivedType(typeof(RemoveServicePlan), RemoveServicePlan.Name)]
[JsonDerivedType(typeof(BackupServicePlan), BackupServicePlan.Name)]
[JsonDerivedType(typeof(CopyBackupPlan), CopyBackupPlan.Name)]
[JsonDerivedType(typeof(RemoveBackupPlan), RemoveBackupPlan.Name)]
[JsonDerivedType(typeof(RestoreServicePlan), RestoreServicePlan.Name)]
[JsonDerivedType(typeof(RestoreInPlacePlan), RestoreInPlacePlan.Name)]
[JsonDerivedType(typeof(CopyServicePlan), CopyServicePlan.Name)]
[JsonDerivedType(typeof(TestBackupPlan), TestBackupPlan.Name)]
public abstract record OperationPlan
{
    /// <summary>The operation's lasting name, such as <c>create-service</c>; it is also the JSON type discriminator.</summary>
    [JsonIgnore]
    public abstract string Operation { get; }

    public required string Cluster { get; init; }

    /// <summary>What is changed: <c>service/mypg</c>, <c>cluster/t1</c>. One unfinished operation a subject.</summary>
    [JsonIgnore]
    public abstract string Subject { get; }

    /// <summary>
    /// The services that it disrupts: whose members it restarts, moves, switches, stops or removes. It begins only when their policies let
    /// it. Empty for a plan that disturbs nobody.
    /// </summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> Disrupts => [];

    /// <summary>Whether there is nothing to do: then it isn't carried out.</summary>
    [JsonIgnore]
    public virtual bool IsEmpty => false;

    /// <summary>The plan as text for people: what will be made, changed or removed, and the steps. Shown by <c>-WhatIf</c>.</summary>
    public abstract string Describe();
}
