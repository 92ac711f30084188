using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Module;

public sealed class ManifestTests
{
    [Fact]
    public async Task TestModuleManifest_OfTheModule_FindsNothing()
    {
        using var shell = new ModuleShell(import: false);

        var result = await shell.RunAsync($"(Test-ModuleManifest '{Checkout.Manifest}').Name");

        Assert.Equal(["FireCamp"], result.Texts);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Exports_AreTheCmdletsThatTheAssemblyHas()
    {
        using var shell = new ModuleShell();

        var exported = await shell.RunAsync("(Get-Module FireCamp).ExportedCommands.Keys");
        var compiled = await shell.RunAsync($"(Import-Module '{Checkout.Bin}/FireCamp.PowerShell.dll' -PassThru).ExportedCmdlets.Keys");

        Assert.Equal(compiled.Texts.Order(), exported.Texts.Order());
        Assert.Equal(Listed().Order(), exported.Texts.Order());
    }

    [Fact]
    public async Task Import_WithForce_KeepsEveryCmdlet()
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync(
            $"Import-Module '{Checkout.Manifest}' -Force; Remove-Module FireCamp; "
                + $"Import-Module '{Checkout.Manifest}'; (Get-Command -Module FireCamp).Count");

        Assert.Equal([$"{Listed().Count}"], result.Texts);
    }

    /// <summary>The cmdlets that the manifest's text lists.</summary>
    private static IReadOnlyList<string> Listed()
        =>
        [
            .. File.ReadLines(Checkout.Manifest).Where(line => line.Contains("-FireCamp", StringComparison.Ordinal))
                .Select(line => line.Trim(' ', '\'')),
        ];
}
