using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>That no member acts twice is the fences' doing: without them it is seen at once.</summary>
[Trait("Lane", "Swarm")]
public sealed class SwarmFenceStory
{
    [Fact]
    public async Task FencesSwitchedOff_WorkersLost_ActTwiceAndAreCaught()
    {
        await Requirements.RequireSwarmLabAsync();
        await Story.RunAsync(
            cancel => SwarmLabCluster.StartAsync("nofence", cancel, workers: 4, agentVariables: ["FIRECAMP_TEST_FENCES=off"]),
            async (lab, cancel) =>
            {
                var found = await SwarmLosses.RunAsync(lab, [Requests.Redis("cache", members: 1)], [NodeLoss.Cut], 1, Story.Tell, cancel);
                Assert.NotEmpty(found.Overlaps);
                Story.Tell($"caught: {string.Join("; ", found.Overlaps.TakeLast(3))}");
            });
    }
}
