using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Testing.Operations;

/// <summary>Runs the trials of one scenario, each in a world of its own.</summary>
internal sealed class ScenarioTrials<TPlan>(OperationScenario<TPlan> scenario)
    where TPlan : OperationPlan
{
    private readonly List<string> failures = [];
    private TrialReport report = null!;
    private WorldState start = null!;
    private WorldState end = null!;
    private IReadOnlyList<PlannedStep> steps = [];

    public IReadOnlyList<string> Failures => failures;

    public async Task<TrialReport> RunAsync()
    {
        await MeasureAsync();
        await TryStepsTwiceAsync();
        await TryFailuresAsync();
        await TryCrashesAsync();
        await TryUndosAsync();
        return report;
    }

    private async Task MeasureAsync()
    {
        var trial = await Trial<TPlan>.NewAsync(scenario);
        start = await trial.StateAsync();
        steps = PlannedStep.Of(scenario.Operation, trial.Plan);
        var process = new MortalProcess();
        await trial.RunAsync(process);
        end = await trial.StateAsync();
        var logWrites = process.Effects.Count(effect => effect.StartsWith("PutAsync operations/", StringComparison.Ordinal));
        report = new TrialReport(scenario.Operation.Name, scenario.Operation.Steps.Count, steps.Count, logWrites, process.Effects.Count);
    }

    private Task TryStepsTwiceAsync() => TryAsync("each step twice", "", async trial =>
    {
        await trial.RunAsync(onDo: StepHooks.Twice);
        await trial.ExpectAsync(end, tokens: true);
    });

    private async Task TryFailuresAsync()
    {
        foreach (var (step, half) in steps.SelectMany(s => new[] { (s, Half.Before), (s, Half.After) }))
        {
            var where = $"{half} {step.Name}";
            await TryAsync("failure, resume", where, async trial =>
            {
                await trial.FailAsync<OperationFailedException>(onDo: StepHooks.FailOnce(step.Name, half, temporary: true));
                await trial.ResumeAsync();
                await trial.ExpectAsync(end, tokens: true);
            });
            await TryAsync("failure, undo", where, async trial =>
            {
                await trial.FailAsync<OperationFailedException>(onDo: StepHooks.FailOnce(step.Name, half, temporary: true));
                await UndoOrGoOnAsync(trial, step.IsPastReturn);
            });
            await TryAsync("failure for good", where, async trial =>
            {
                await trial.FailAsync<OperationFailedException>(onDo: StepHooks.FailOnce(step.Name, half, temporary: false));
                if (!scenario.Operation.UnwindsOnFailure || step.IsPastReturn)
                {
                    await trial.ResumeAsync();
                    await trial.ExpectAsync(end, tokens: true);
                }
                else
                {
                    await trial.ExpectAsync(start, tokens: false);
                }
            });
        }
    }

    private async Task TryCrashesAsync()
    {
        for (var effect = 1; effect <= report.Effects; effect++)
        {
            var last = effect;
            await TryAsync("crash, resume", $"after effect {last}", trial => CrashAsync(trial, last, undo: false));
            await TryAsync("crash, undo", $"after effect {last}", trial => CrashAsync(trial, last, undo: true));
        }
    }

    private async Task CrashAsync(Trial<TPlan> trial, int lastEffect, bool undo)
    {
        await trial.FailAsync<SimulatedCrashException>(new MortalProcess(lastEffect));
        var found = await trial.FindAsync();
        if (found is null)
        {
            // It died before the operation came into being: nothing was done, and the command can be given again.
            await trial.ExpectAsync(start, tokens: true);
            await trial.RunAsync();
            await trial.ExpectAsync(end, tokens: true);
        }
        else if (found.IsFinished)
        {
            await trial.ExpectAsync(end, tokens: true);
        }
        else if (undo)
        {
            await UndoOrGoOnAsync(trial, !found.CanUndo);
        }
        else
        {
            Assert.True(found.IsInterrupted, "nobody runs it, and it doesn't say so");
            await trial.ResumeAsync();
            await trial.ExpectAsync(end, tokens: true);
        }
    }

    private async Task UndoOrGoOnAsync(Trial<TPlan> trial, bool pastReturn)
    {
        if (pastReturn)
        {
            await Assert.ThrowsAsync<OperationNotUndoableException>(() => trial.UndoAsync());
            await trial.ResumeAsync();
            await trial.ExpectAsync(end, tokens: true);
        }
        else
        {
            await trial.UndoAsync();
            await trial.ExpectAsync(start, tokens: false);
        }
    }

    private async Task TryUndosAsync()
    {
        foreach (var step in steps.Where(s => !s.IsPastReturn))
        {
            await TryAsync("each undo twice", $"from {step.Name}", async trial =>
            {
                await FailAtAsync(trial, step);
                await trial.UndoAsync(onUndo: StepHooks.Twice);
                await trial.ExpectAsync(start, tokens: false);
            });
        }

        if (steps.LastOrDefault(s => !s.IsPastReturn) is { } last)
        {
            await TryStuckAsync(last);
            await TryCrashedUndosAsync(last);
        }
    }

    private async Task TryStuckAsync(PlannedStep last)
    {
        foreach (var step in steps.Where(s => s.HasUndo && !s.IsPastReturn))
        {
            await TryAsync("stuck, undo", $"at {step.Name}", async trial =>
            {
                await FailAtAsync(trial, last);
                await Assert.ThrowsAsync<OperationStuckException>(() => trial.UndoAsync(onUndo: StepHooks.FailAlways(step.Name)));
                Assert.Equal(OperationState.Stuck, (await trial.FindAsync())?.State);
                await trial.UndoAsync();
                await trial.ExpectAsync(start, tokens: false);
            });
        }
    }

    private async Task TryCrashedUndosAsync(PlannedStep last)
    {
        var undone = false;
        for (var effect = 1; !undone; effect++)
        {
            var process = new MortalProcess(effect);
            await TryAsync("crash while undoing", $"after effect {effect}", async trial =>
            {
                await FailAtAsync(trial, last);
                await Record.ExceptionAsync(() => trial.UndoAsync(process));
                if (await trial.FindAsync() is { IsFinished: false } found)
                {
                    // Once it goes back, both go on with that; before, only undo makes it.
                    await (found.State.IsUnwinding() && effect % 2 == 0 ? trial.ResumeAsync() : trial.UndoAsync());
                }

                await trial.ExpectAsync(start, tokens: false);
            });
            undone = !process.IsDead;
        }
    }

    private static Task<OperationFailedException> FailAtAsync(Trial<TPlan> trial, PlannedStep step)
        => trial.FailAsync<OperationFailedException>(onDo: StepHooks.FailOnce(step.Name, Half.After, temporary: true));

    private async Task TryAsync(string kind, string where, Func<Trial<TPlan>, Task> body)
    {
        report.Count(kind);
        try
        {
            await body(await Trial<TPlan>.NewAsync(scenario));
        }
        catch (Exception e)
        {
            failures.Add($"{report.Operation}, {kind} {where}:{Environment.NewLine}{e.Message}");
        }
    }
}
