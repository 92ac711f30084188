using System.Runtime.CompilerServices;
using FireCamp.Engine.Catalog;

namespace FireCamp.Engine.Tests.Catalog;

/// <summary>The kinds that FireCamp brings along are free of mistakes.</summary>
public sealed class BuiltInCatalogTests
{
    public static TheoryData<string> Kinds => [.. new ServiceCatalog([Folder()]).Kinds()];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Kinds))]
    public void Verify_Kind_HasNoMistake(string kind)
    {
        var definition = CatalogReader.Verify(Path.Combine(Folder(), kind));
        Assert.Equal(kind, definition.Kind);
        Assert.All(definition.Options, o => Assert.EndsWith(".", o.Help.Trim(), StringComparison.Ordinal));
    }

    private static string Folder([CallerFilePath] string file = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../Catalog"));
}
