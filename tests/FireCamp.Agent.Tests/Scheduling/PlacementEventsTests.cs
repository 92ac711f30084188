using FireCamp.Agent.Scheduling;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Tests.Scheduling;

public sealed class PlacementEventsTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "node-2", false, "Placed")]
    [InlineData("node-1", "node-2", true, "Failover")]
    [InlineData("node-1", "node-2", false, "Moved")]
    [InlineData("node-1", null, true, "Unplaced")]
    public void Of_APlacement_SaysWhatHappenedAndWhoDidIt(string? from, string? to, bool isLost, string action)
    {
        var unit = new MemberUnit
        {
            Service = "mypg", Member = "mypg-0", Group = "mypg/members", Zone = "zone-1", MemoryBytes = 1, RunToken = "1", Node = from,
        };

        var told = PlacementEvents.Of(new PlacementDecision(unit, to, "no memory left."), "node-3", isLost, Now);

        Assert.Equal(action, told.Action);
        Assert.Equal("agent/node-3", told.Actor);
        Assert.Equal("service/mypg/mypg-0", told.Subject);
        Assert.Contains("mypg-0", told.Message);
    }
}
