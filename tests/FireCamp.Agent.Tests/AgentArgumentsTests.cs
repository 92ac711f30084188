using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests;

public sealed class AgentArgumentsTests
{
    [Fact]
    public void Parse_OfAllThree_TakesThem()
        => Assert.Equal(new AgentArguments("/h", "t1", "node-1"), AgentArguments.Parse(["--node", "node-1", "--home", "/h", "--cluster", "t1"]));

    [Fact]
    public void Parse_Listen_TakesAddressAndCredentials()
    {
        var parsed = AgentArguments.Parse(
            ["--node", "n", "--home", "/h", "--cluster", "t1", "--listen", "[fd00::1]:7400", "--identity", "/c"]);
        Assert.Equal(("[fd00::1]:7400", "/c"), (parsed.Listen!.ToString(), parsed.Identity));
    }

    [Fact]
    public void Parse_File_TakesItsLines()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("a b"), "--node\nn\n--home\n/h\n--cluster\nt1\n");
        Assert.Equal(new AgentArguments("/h", "t1", "n"), AgentArguments.Parse([$"@{folder.File("a b")}"]));
        Assert.Equal("AgentArgumentsInvalid", Assert.Throws<FireCampException>(() => AgentArguments.Parse(["@/no/such/file"])).ErrorId);
    }

    [Fact]
    public void Parse_ForSwarm_TakesSocketsOrTheUsualOnes()
    {
        string[] all = ["--node", "n1", "--home", "/h", "--cluster", "t1", "--platform", "Swarm"];
        Assert.Equal(new SwarmArguments(), AgentArguments.Parse(all).Swarm);
        Assert.Equal(
            new SwarmArguments { DockerSocket = "/d.sock", PluginSocket = "/p.sock" },
            AgentArguments.Parse([.. all, "--docker-socket", "/d.sock", "--plugin-socket", "/p.sock"]).Swarm);
        Assert.Equal(NodeDuties.Guard, AgentArguments.Parse([.. all, "--role", "manager"]).Swarm!.Duties);
    }

    [Theory]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--platform", "Other")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--docker-socket", "/d")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--platform", "Swarm", "--role", "boss")]
    [InlineData("--home", "/h", "--cluster", "t1")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "../x")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--more", "x")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--listen", "10.0.0.1:7400")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--identity", "/c")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--identity", "/c", "--listen", "0.0.0.0:7400")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--identity", "/c", "--listen", "10.0.0.1")]
    [InlineData("--home", "/h", "--cluster", "t1", "--node", "n", "--identity", "/c", "--listen", "here:7400")]
    public void Parse_OfAnythingElse_SaysHowToStartIt(params string[] args)
    {
        var wrong = Assert.Throws<FireCampException>(() => AgentArguments.Parse(args));
        Assert.Equal("AgentArgumentsInvalid", wrong.ErrorId);
        Assert.Contains("--home", wrong.NextStep, StringComparison.Ordinal);
    }
}
