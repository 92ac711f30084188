using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class ServiceCatalogTests : IDisposable
{
    private readonly SampleKind _kind = new();

    public void Dispose() => _kind.Dispose();

    [Theory]
    [InlineData("Lake")]
    [InlineData("lake")]
    [InlineData(" LAKE ")]
    public void Find_AnyCase_FindsTheKind(string kind) => Assert.Equal("Lake", new ServiceCatalog([_kind.Shelf]).Find(kind).Kind);

    [Fact]
    public void Find_KindFolderItself_IsAShelfOfOne() => Assert.Equal("Lake", new ServiceCatalog([_kind.Folder]).Find("lake").Kind);

    [Fact]
    public void Find_UnknownKind_NamesTheNearest()
    {
        var error = Assert.Throws<NotFoundException>(() => new ServiceCatalog([_kind.Shelf, "/nonexistent"]).Find("Leke"));
        Assert.Equal("CatalogNotFound", error.ErrorId);
        Assert.Equal("Did you mean Lake? Known kinds: Lake.", error.NextStep);
    }

    [Fact]
    public void List_BrokenKind_IsListedWithItsMistakesBesideTheOthers()
    {
        var broken = Path.Combine(_kind.Shelf, "Broken");
        Directory.CreateDirectory(broken);
        File.WriteAllText(Path.Combine(broken, CatalogNames.File), "kind: Broken\nsummary: It.\n");
        var catalog = new ServiceCatalog([_kind.Shelf]);

        var entries = catalog.List();
        Assert.Equal(["Broken", "Lake"], entries.Select(e => e.Kind));
        Assert.Equal([true, false], entries.Select(e => e.IsBroken));
        Assert.Contains(entries[0].Mistakes, m => m.Message == "the key 'versions' is missing.");
        Assert.Equal(["Broken", "Lake"], catalog.Kinds());
        Assert.Equal("CatalogInvalid", Assert.Throws<InvalidInputException>(() => catalog.Find("broken")).ErrorId);
    }

    [Fact]
    public void Find_Again_GivesTheSameUntilAFileChanges()
    {
        var catalog = new ServiceCatalog([_kind.Shelf]);
        var first = catalog.Find("Lake");
        Assert.Same(first, catalog.Find("Lake"));

        _kind.Write("start.sh", "#!/bin/sh\nexec laked --other\n");
        Assert.NotSame(first, catalog.Find("Lake"));
        _kind.Write(CatalogNames.File, "kind: Lake");
        Assert.Throws<InvalidInputException>(() => catalog.Find("Lake"));
    }

    [Fact]
    public void List_TwoFoldersWithOneKind_KeepsTheFirst()
    {
        using var users = new SampleKind();
        var entry = Assert.Single(new ServiceCatalog([_kind.Shelf, users.Shelf]).List());
        Assert.Equal(_kind.Folder, entry.Folder);
    }

    [Fact]
    public void List_EmptyShelf_IsEmpty()
    {
        using var folder = new TestFolder();
        Assert.Empty(new ServiceCatalog([folder.Path]).List());
    }
}
