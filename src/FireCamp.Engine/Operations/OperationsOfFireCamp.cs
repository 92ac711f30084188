using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Every operation that this version knows.</summary>
internal static class OperationsOfFireCamp
{
    public static OperationRegistry Registry()
        => new OperationRegistry(PlanningJson.Default.OperationPlan)
            .Add(new CreateCluster())
            .Add(new StartCluster())
            .Add(new StopCluster())
            .Add(new RemoveCluster())
            .Add(new SuspendNode())
            .Add(new ResumeNode())
            .Add(new CreateService())
            .Add(new StartService())
            .Add(new StopService())
            .Add(new RestartService())
            .Add(new UpdateService())
            .Add(new AddReplicas())
            .Add(new RemoveReplicas())
            .Add(new AddShards())
            .Add(new RemoveShards())
            .Add(new SwitchPrimary())
            .Add(new PromotePrimary())
            .Add(new RemoveService())
            .Add(new BackupService())
            .Add(new CopyBackup())
            .Add(new RemoveBackup())
            .Add(new RestoreService())
            .Add(new RestoreInPlace())
            .Add(new CopyService())
            .Add(new TestBackup());
}
