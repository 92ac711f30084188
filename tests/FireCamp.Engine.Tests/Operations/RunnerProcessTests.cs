using System.Diagnostics;
using FireCamp.Engine.Operations;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Operations;

public sealed class RunnerProcessTests
{
    [Fact]
    public void Current_ThisProcess_IsKnownAndNotDead()
    {
        Assert.NotEmpty(RunnerProcess.Current.Kernel);
        Assert.Equal(Environment.ProcessId, RunnerProcess.Current.Id);
        Assert.False(RunnerProcess.Current.IsProvablyDead);
    }

    [Fact]
    public async Task IsProvablyDead_KilledProcess_IsTrue()
    {
        using var child = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        var process = RunnerProcess.Of(child.Id);
        Assert.False(process.IsProvablyDead);
        child.Kill();
        await Eventually.TrueAsync(() => process.IsProvablyDead, "the killed process is provably dead");
    }

    [Fact]
    public void IsProvablyDead_ProcessIdWasGivenToAnother_IsTrue()
        => Assert.True((RunnerProcess.Current with { Started = RunnerProcess.Current.Started - 1 }).IsProvablyDead);

    [Fact]
    public void IsProvablyDead_AnotherMachine_IsNeverTrue()
        => Assert.False(new RunnerProcess("elsewhere", int.MaxValue, 1).IsProvablyDead);
}
