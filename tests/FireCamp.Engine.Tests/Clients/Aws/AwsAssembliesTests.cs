using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Clients.Aws;

public sealed class AwsAssembliesTests
{
    [Fact]
    public async Task Engine_WithoutAwsCluster_LoadsNoneOfItsLibraries()
    {
        using var folder = new TestFolder();
        using var child = ChildProcess.Start("assemblies", folder.Path);
        var loaded = new List<string>();
        while (await child.ReadLineAsync() is { } line && line != "end")
        {
            loaded.Add(line);
        }

        await child.EndedWellAsync();
        Assert.Contains("FireCamp.Engine", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("AWSSDK", StringComparison.Ordinal));
    }
}
