using FireCamp.Engine;
using FireCamp.Engine.Metadata;

namespace FireCamp.Testing;

/// <summary>What the engine's tests do in processes of their own.</summary>
internal static class EngineChild
{
    /// <summary>Uses a store of this machine and an engine with no cluster, and names the libraries that this loaded.</summary>
    public static async Task ListAssembliesAsync(string home)
    {
        await using (var store = await MetadataStoreFactory.OpenAsync(
            $"sqlite:{Path.Combine(home, "firecamp.db")}", "t1", create: true, TimeProvider.System, CancellationToken.None))
        {
            await store.PutAsync("key", "1", 0, CancellationToken.None);
        }

        await using var engine = new FireCampEngine(new EngineSettings { Home = home, CatalogFolders = [], AgentPath = "" });
        await engine.Clusters.ListAsync(CancellationToken.None);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Console.WriteLine(assembly.GetName().Name);
        }

        Console.WriteLine("end");
    }
}
