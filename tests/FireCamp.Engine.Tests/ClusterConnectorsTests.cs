using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests;

public sealed class ClusterConnectorsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PlanCreateAsync_UnknownPlatform_IsNamedWithAllOtherMistakes()
    {
        await using var engine = new FireCampEngine(new EngineSettings { Home = folder.Path, CatalogFolders = [], AgentPath = "" });
        var request = new CreateClusterRequest { Name = "a_b", Nodes = 0, Platform = "Mars" };

        var error = await Assert.ThrowsAsync<InvalidInputException>(
            () => engine.Clusters.PlanCreateAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(["Nodes", "Platform", "cluster"], error.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
        Assert.Contains("'Mars' is no platform that this version has: Local", error.Message, StringComparison.Ordinal);
    }
}
