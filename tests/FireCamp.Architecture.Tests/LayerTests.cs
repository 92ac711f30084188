using System.Text.RegularExpressions;

namespace FireCamp.Architecture.Tests;

/// <summary>A folder of the engine uses only folders above it: see docs/architecture.md.</summary>
public sealed partial class LayerTests
{
    private static readonly string[] Order =
    [
        "Model", "Catalog", "Clients", "Processes", "Scheduling", "Metadata", "Secrets", "Volumes", "Backups", "Dns", "Network", "Platforms", "Logs",
        "Health", "Planning", "Operations",
    ];

    public static TheoryData<string> Folders => [.. Order];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Engine_Folder_UsesOnlyFoldersAboveIt(string folder)
    {
        var allowed = Order.TakeWhile(f => f != folder).Append(folder).ToHashSet();
        var wrong = SourceTree.CSharp($"src/FireCamp.Engine/{folder}")
            .SelectMany(file => Used(file).Where(used => !allowed.Contains(used)).Select(used => $"{SourceTree.Relative(file)} uses {used}"))
            .ToList();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Engine_EveryFolder_HasAPlaceInTheOrder()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src/FireCamp.Engine"))
            .Select(f => Path.GetFileName(f)!).Where(f => f is not ("obj" or "bin"));
        Assert.Empty(folders.Except(Order));
    }

    [Theory]
    [InlineData("Model")]
    [InlineData("Planning")]
    public void Engine_ModelAndPlanning_UseNothingThirdParty(string folder)
    {
        var wrong = SourceTree.CSharp($"src/FireCamp.Engine/{folder}")
            .Where(file => ThirdParty().IsMatch(File.ReadAllText(file)))
            .Select(SourceTree.Relative);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("src/FireCamp.PowerShell", "YamlDotNet|DotLiquid|Microsoft\\.Data|Microsoft\\.AspNetCore|Grpc|Etcdserverpb|Amazon|Cronos")]
    [InlineData("src/FireCamp.Engine", "System\\.Management\\.Automation|Microsoft\\.AspNetCore")]
    [InlineData("src/FireCamp.Shell", "FireCamp\\.Engine|FireCamp\\.PowerShell\\b")]
    public void Project_Source_DoesNotUse(string folder, string forbidden)
    {
        var wrong = SourceTree.CSharp(folder)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), $@"^\s*using\s+(static\s+)?({forbidden})", RegexOptions.Multiline))
            .Select(SourceTree.Relative);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Planning")]
    [InlineData("Operations")]
    public void Engine_PlanningAndOperations_KnowNoPlatform(string folder)
    {
        var wrong = SourceTree.CSharp($"src/FireCamp.Engine/{folder}")
            .Where(file => PlatformNamespace().IsMatch(File.ReadAllText(file)))
            .Select(SourceTree.Relative);
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Used(string file)
        => EngineNamespace().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Where(Order.Contains).Distinct();

    [GeneratedRegex(@"\bFireCamp\.Engine\.(\w+)")]
    private static partial Regex EngineNamespace();

    [GeneratedRegex(@"\b(YamlDotNet|DotLiquid|Microsoft\.Data|SQLitePCL|Grpc\.|Google\.Protobuf|Etcdserverpb|dotnet_etcd|Docker\.|Amazon\.|Cronos|k8s\.)")]
    private static partial Regex ThirdParty();

    [GeneratedRegex(@"FireCamp\.Engine\.Platforms\.(Local|Swarm|Ecs|Kubernetes)\b")]
    private static partial Regex PlatformNamespace();
}
