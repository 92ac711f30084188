using Docker.DotNet.Models;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Tests.Platforms.Swarm;

public sealed class SwarmTaskReasonTests
{
    private const string Plugin = "starting container failed: error while mounting volume '': VolumeDriver.Mount: node-3 still has the claim";

    [Fact]
    public void Of_NoTask_SaysSo() => Assert.Equal("Swarm has made no container of it yet.", Of());

    [Fact]
    public void Of_Running_HasNothingToSay() => Assert.Equal("", Of(Task(TaskState.Running), Task(TaskState.Failed, "exit 1")));

    [Fact]
    public void Of_NoNodeFits_GivesSwarmsWords()
        => Assert.Equal(
            "Swarm can't place it: no suitable node (insufficient resources on 2 nodes)",
            Of(Task(TaskState.Pending, "no suitable node (insufficient resources on 2 nodes)") with { NodeId = null }));

    [Theory]
    [InlineData("No such image: nosuch:1.0", "Its container failed on n2: No such image: nosuch:1.0")]
    [InlineData(Plugin, "Its container failed on n2: node-3 still has the claim")]
    public void Of_Failed_GivesTheCause(string error, string reason) => Assert.Equal(reason, Of(Task(TaskState.Rejected, error)));

    [Fact]
    public void Of_TriedAgain_NamesWhatFailedBefore()
        => Assert.Equal(
            "Its container is tried again on n2; the last one failed on n2: node-3 still has the claim",
            Of(Task(TaskState.Starting), Task(TaskState.Failed, Plugin)));

    [Fact]
    public void Of_FirstStart_SaysHowFarItIs() => Assert.Equal("Its container is preparing on n2.", Of(Task(TaskState.Preparing)));

    [Fact]
    public void UnitStatus_TaskElsewhereThanTheUnitSays_BelievesSwarm()
    {
        var unit = new MemberUnit
        {
            Service = "mypg", Member = "mypg-0", Group = "mypg/members", Zone = "b", MemoryBytes = 1, RunToken = "t", MeantToRun = true, Node = "n9",
        };
        var old = Task(TaskState.Shutdown) with { NodeId = "id9", CreatedAt = DateTime.UnixEpoch.AddSeconds(-9), DesiredState = TaskState.Shutdown };

        Assert.Equal("n2", SwarmUnitStatus.Of(unit, [old, Task(TaskState.Running)], NodeOf).Node);
        Assert.Equal("n9", SwarmUnitStatus.Of(unit, [old], NodeOf).Node);
        Assert.Equal("", SwarmUnitStatus.Of(unit with { MeantToRun = false }, [], NodeOf).Reason);
    }

    private static string Of(params SwarmTask[] tasks) => SwarmTaskReason.Of(tasks, NodeOf);

    private static string NodeOf(string id) => id.Replace("id", "n", StringComparison.Ordinal);

    private static SwarmTask Task(TaskState state, string error = "")
        => new("mypg-0", "t", state, TaskState.Running, "id2", error, "", DateTime.UnixEpoch);
}
