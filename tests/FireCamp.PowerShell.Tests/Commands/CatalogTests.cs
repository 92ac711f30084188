using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Commands;

public sealed class CatalogTests
{
    [Fact]
    public async Task GetCatalog_WithoutAName_ListsTheBuiltInKinds()
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync("(Get-FireCampCatalog).Kind");

        Assert.Equal(BuiltInKinds(), result.Texts);
    }

    [Fact]
    public async Task GetCatalog_OptionsOfEveryKind_HaveHelp()
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync("(Get-FireCampCatalog).Options | Where-Object { -not $_.Help } | ForEach-Object Name");

        Assert.Empty(result.Texts);
    }

    [Fact]
    public async Task GetCatalog_WithABrokenKindBesideIt_StillListsTheOthers()
    {
        var folder = Directory.CreateDirectory(Path.Combine(ScratchHome.Folder, "catalogs", "Broken"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "catalog.yaml"),
            "kind: Broken\nnonsense: [1,\n", TestContext.Current.CancellationToken);
        using var shell = new ModuleShell();

        var result = await shell.RunAsync($"""
            $env:FIRECAMP_CATALOG = '{folder.Parent!.FullName}'
            try {'{'} (Get-FireCampCatalog).Kind {'}'} finally {'{'} $env:FIRECAMP_CATALOG = $null {'}'}
            """);

        Assert.Equal(BuiltInKinds(), result.Texts);
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("CatalogInvalid,", error.FullyQualifiedErrorId);
        Assert.Contains("catalog.yaml", error.ToString());
    }

    [Theory]
    [InlineData("Replicas", "Int64")]
    [InlineData("VolumeSize", "String")]
    [InlineData("SynchronousReplication", "String")]
    [InlineData("SuperuserCredential", "PSCredential")]
    public async Task NewService_OfAKind_HasItsOptionsAsParametersWithHelp(string parameter, string type)
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync($"""
            $p = (Get-Command New-FireCampService -ArgumentList x, PostgreSQL).Parameters['{parameter}']
            $p.IsDynamic; $p.ParameterType.Name; $p.ParameterSets['__AllParameterSets'].HelpMessage.Length -gt 10
            """);

        Assert.Equal(["True", type, "True"], result.Texts);
    }

    private static IEnumerable<string> BuiltInKinds()
        => Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(Checkout.Manifest)!, "Catalog"))
            .Select(f => Path.GetFileName(f)!).Order(StringComparer.OrdinalIgnoreCase);
}
