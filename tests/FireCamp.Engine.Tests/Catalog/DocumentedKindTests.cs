using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FireCamp.Engine.Catalog;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Catalog;

/// <summary>The kind that docs/adding-a-service.md makes is right as it stands there.</summary>
public sealed partial class DocumentedKindTests
{
    [Fact]
    public void AddingAService_ItsKind_HasNoMistake()
    {
        using var folder = new TestFolder();
        var kind = Path.Combine(folder.Path, "Nats");
        Directory.CreateDirectory(kind);
        foreach (Match block in Block().Matches(File.ReadAllText(Page())))
        {
            File.WriteAllText(Path.Combine(kind, block.Groups["name"].Value), block.Groups["text"].Value);
        }

        var definition = CatalogReader.Verify(kind);
        var members = MemberRenderer.Render(definition, SampleService.Input(definition, "broker"));
        Assert.Equal(["broker-0", "broker-1", "broker-2"], members.Select(m => m.Name));
        Assert.Contains(
            """
              routes: [
                "nats-route://peer:⟦secret:services/broker/peer:uri⟧@127.1.0.1:6222"
                "nats-route://peer:⟦secret:services/broker/peer:uri⟧@127.1.0.3:6222"
              ]
            """,
            members[1].Files[0].Content,
            StringComparison.Ordinal);
    }

    private static string Page([CallerFilePath] string file = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/adding-a-service.md"));

    [GeneratedRegex(@"`Nats/(?<name>[\w.]+)`:\n\n```\w+\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
