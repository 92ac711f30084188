using CsCheck;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Operations;
using FireCamp.Testing.Operations;
using Xunit.Sdk;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>The machinery over operations of any shape; and the trials over operations that are wrong.</summary>
public sealed class DemoTrialsTests(ITestOutputHelper output)
{
    private static readonly Gen<DemoStep> Steps =
        from items in Gen.Int[0, 3]
        from undo in Gen.Bool
        from oneByOne in Gen.Bool
        select new DemoStep("", items, undo, false, oneByOne);

    /// <summary>Any number of steps, of which those from some point on may be past return.</summary>
    private static readonly Gen<DemoPlan> Plans =
        from steps in Steps.Array[1, 4]
        from final in Gen.Int[0, 8]
        select DemoPlan.Of([.. steps.Select((s, i) => s with { Name = $"s{i}", IsFinal = i >= final, HasUndo = s.HasUndo && i < final })]);

    [Fact]
    public async Task RunAsync_AnyOperation_PassesItsTrials()
        => await Gen.Select(Plans, Gen.Bool).SampleAsync(
            async (plan, unwinds) =>
            {
                var operation = new DemoOperation(plan) { UnwindsOnFailure = unwinds };
                await OperationTrials.RunAsync(Scenario(plan, operation));
            },
            iter: 20,
            threads: 1);

    [Fact]
    public async Task RunAsync_DemoOperation_ReportsWhatWasTried()
    {
        var plan = DemoPlan.Of(
            new DemoStep("one"),
            new DemoStep("each", 3),
            new DemoStep("wait", HasUndo: false),
            new DemoStep("burn", 2, HasUndo: false, IsFinal: true));
        var report = await OperationTrials.RunAsync(Scenario(plan, new DemoOperation(plan)));
        output.WriteLine(report.ToString());
        Assert.Equal((4, 7), (report.Steps, report.StepRuns));
        Assert.Equal(report.Effects, report.ByKind["crash, resume"]);
        Assert.Equal(2 * 7, report.ByKind["failure, resume"]);
        Assert.Equal(5, report.ByKind["each undo twice"]);
    }

    [Fact]
    public async Task RunAsync_StepThatCannotRunTwice_IsFound()
    {
        var plan = DemoPlan.Of(new DemoStep("one"), new DemoStep("two"));
        var operation = new DemoOperation(plan, async (step, context, cancel) =>
            await context.Ports.Store.PutAsync($"demo/made by {step}", "{}", 0, cancel));
        var error = await Assert.ThrowsAnyAsync<XunitException>(() => OperationTrials.RunAsync(Scenario(plan, operation)));
        Assert.Contains("each step twice", error.Message);
    }

    [Fact]
    public async Task RunAsync_UndoThatLeavesSomething_IsFound()
    {
        var plan = DemoPlan.Of(new DemoStep("one"), new DemoStep("two"));
        var operation = new DemoOperation(plan, async (step, context, cancel) =>
            await context.Ports.Store.UpdateAsync(
                $"demo/left by {step}", _ => new UnfinishedMark("x"), OperationsJson.Default.UnfinishedMark, cancel));
        var error = await Assert.ThrowsAnyAsync<XunitException>(() => OperationTrials.RunAsync(Scenario(plan, operation)));
        Assert.Contains("+ record demo/left by one", error.Message);
    }

    private static OperationScenario<DemoPlan> Scenario(DemoPlan plan, DemoOperation operation)
        => new(operation, _ => Task.FromResult(plan)) { PlanType = DemoPlans.Type };
}
