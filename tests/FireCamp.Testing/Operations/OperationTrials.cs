using FireCamp.Engine.Planning;

namespace FireCamp.Testing.Operations;

/// <summary>The tests that every operation passes, generated over its steps.</summary>
/// <remarks>
/// Each step twice; a failure at each step before and after it has had its effect, then resume, undo, or what the operation
/// does by itself; the process killed after each effect on the world, then resume or undo; each undo twice; the process
/// killed while undoing; an undo that can't be done until somebody mends its cause. All end in the state of the undisturbed
/// run, or in the start state when undone; past the point of no return undo is refused and resume ends it.
/// </remarks>
public static class OperationTrials
{
    /// <summary>Runs all trials; fails naming those that did not end as they must.</summary>
    public static async Task<TrialReport> RunAsync<TPlan>(OperationScenario<TPlan> scenario)
        where TPlan : OperationPlan
    {
        var trials = new ScenarioTrials<TPlan>(scenario);
        var report = await trials.RunAsync();
        Assert.True(trials.Failures.Count == 0, string.Join(Environment.NewLine, trials.Failures.Take(5)));
        return report;
    }
}
