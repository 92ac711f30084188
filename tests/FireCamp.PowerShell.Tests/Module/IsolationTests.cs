using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Module;

public sealed class IsolationTests
{
    [Fact]
    public async Task Import_WithAnotherYamlDotNetLoadedFirst_UsesItsOwn()
    {
        var clashing = typeof(YamlDotNet.Serialization.Deserializer).Assembly;
        Assert.Equal(13, clashing.GetName().Version!.Major);
        Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(clashing));
        using var shell = new ModuleShell();

        var result = await shell.RunAsync("(Get-FireCampCatalog PostgreSQL).Kind");

        Assert.Equal(["PostgreSQL"], result.Texts);
        var own = AssemblyLoadContext.All.Single(c => c.Name == "FireCamp").Assemblies.ToDictionary(a => a.GetName().Name!);
        Assert.Contains("FireCamp.Engine", own.Keys);
        Assert.True(own["YamlDotNet"].GetName().Version!.Major > 13);
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, a => a.GetName().Name == "FireCamp.Engine");
    }

    [Fact]
    public async Task Etcd_WhenItIsUsed_LoadsBesideTheEngineAndNotBefore()
    {
        using var shell = new ModuleShell();
        await shell.RunAsync("Get-FireCampCatalog PostgreSQL; Get-FireCampCluster");
        var context = AssemblyLoadContext.All.Single(c => c.Name == "FireCamp");
        Assert.DoesNotContain(context.Assemblies, a => a.GetName().Name is "dotnet-etcd" or "Grpc.Net.Client" or "Google.Protobuf");

        var store = context.Assemblies.Single(a => a.GetName().Name == "FireCamp.Engine").GetType("FireCamp.Engine.Metadata.MetadataStoreFactory")!;
        var opening = (Task)store.GetMethod("OpenAsync")!.Invoke(
            null, ["etcd://127.0.0.1:1", "t1", false, TimeProvider.System, TestContext.Current.CancellationToken])!;

        var error = await Assert.ThrowsAnyAsync<Exception>(() => opening);
        Assert.Contains("127.0.0.1:1: Connection refused", error.Message, StringComparison.Ordinal);
        Assert.Contains(context.Assemblies, a => a.GetName().Name == "Grpc.Net.Client");
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, a => a.GetName().Name is "dotnet-etcd" or "Grpc.Net.Client");
    }

    /// <summary>Docker's client costs those nothing who have no swarm, and works beside the module's other libraries for those who have.</summary>
    [Fact]
    public async Task DockersClient_NoSwarm_IsNotLoadedYetLoadable()
    {
        using var shell = new ModuleShell();
        await shell.RunAsync("Get-FireCampCatalog; Get-FireCampCluster");
        var context = AssemblyLoadContext.All.Single(c => c.Name == "FireCamp");
        Assert.DoesNotContain(context.Assemblies, a => a.GetName().Name!.StartsWith("Docker", StringComparison.Ordinal));

        const string Swarm = "FireCamp.Engine.Platforms.Swarm.SwarmConnection";
        var engine = context.LoadFromAssemblyName(new AssemblyName("FireCamp.Engine"));
        var spec = Activator.CreateInstance(engine.GetType($"{Swarm}Spec")!)!;
        spec.GetType().GetProperty("Endpoints")!.SetValue(spec, new[] { $"unix://{Environment.ProcessPath}" });
        using var connection = (IDisposable)Activator.CreateInstance(engine.GetType(Swarm)!, spec, TimeProvider.System)!;

        Assert.Contains(context.Assemblies, a => a.GetName().Name == "Docker.DotNet");
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, a => a.GetName().Name!.StartsWith("Docker", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FireCamp.PowerShell.dll", "FireCamp.Engine")]
    [InlineData("FireCamp.Loader.dll")]
    public void Assembly_BesideTheManifest_ReferencesOnlyWhatIsSafeThere(string file, params string[] own)
    {
        var references = References(Path.Combine(Checkout.Bin, file));

        Assert.DoesNotContain(references.Except(own), r => r != "System.Management.Automation" && !IsFramework(r));
    }

    [Fact]
    public void Bin_HoldsNoOtherLibraryBesideTheModule()
    {
        var libraries = Directory.EnumerateFiles(Checkout.Bin, "*.dll").Select(Path.GetFileName);

        Assert.Equal(["FireCamp.Loader.dll", "FireCamp.PowerShell.dll"], libraries.Order());
    }

    private static bool IsFramework(string name)
        => File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));

    private static IReadOnlyList<string> References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }
}
