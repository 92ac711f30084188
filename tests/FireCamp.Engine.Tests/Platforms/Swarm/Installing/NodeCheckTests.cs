using FireCamp.Engine.Platforms.Swarm.Installing;

namespace FireCamp.Engine.Tests.Platforms.Swarm.Installing;

public sealed class NodeCheckTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000);

    [Fact]
    public void Read_GoodMachine_GivesFacts()
    {
        var (facts, mistakes) = Read("firecamp-check 1\nclock 1900000100\nsystemd yes\ninstalled agent-1\nhas yes\nend\n");
        Assert.Empty(mistakes);
        Assert.Equal(new NodeFacts("agent-1", true), facts);
    }

    [Fact]
    public void Read_Faults_AllBecomeMistakesOfTheNode()
    {
        var (_, mistakes) = Read("firecamp-check 1\nclock 1899990000\nfault lacks nft\nfault has no dockerd\nend\n");
        Assert.Equal(["n4", "n4", "n4"], mistakes.Select(m => m.Where));
        Assert.Contains("167 minutes", mistakes[2].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ssh: no route", "no route")]
    [InlineData("Welcome!\n", "", "Welcome!")]
    [InlineData("firecamp-check 1\n", "killed", "killed")]
    public void Read_NoWholeAnswer_SaysWhatTheShellSaid(string output, string errors, string said)
        => Assert.Contains(said, Read(output, errors).Mistakes.Single().Message, StringComparison.Ordinal);

    private static (NodeFacts? Facts, IReadOnlyList<FireCamp.Engine.Model.Mistake> Mistakes) Read(string output, string errors = "")
        => NodeCheck.Read("n4", "root@n4", new RemoteResult(255, output, errors), Now);
}
