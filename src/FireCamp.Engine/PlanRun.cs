using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Carries out what belongs before a plan's own operation, each as an operation of its own on its own subject.</summary>
internal static class PlanRun
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    /// <summary>The primaries of a node that is to be suspended have handed over; one that can't moves as it is.</summary>
    /// <exception cref="OperationFailedException">A switchover was left unfinished.</exception>
    public static async Task PrepareAsync(
        ClusterConnection connection, OperationPlan plan, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        foreach (var over in plan is SuspendNodePlan suspend ? suspend.Switches : [])
        {
            try
            {
                await connection.Runner.RunAsync(over, NoSecrets, progress, cancel).ConfigureAwait(false);
            }
            catch (OperationFailedException e) when (e.Operation.State == OperationState.Undone)
            {
                // The old primary has its role back, and the operation's event says why.
            }
        }
    }
}
