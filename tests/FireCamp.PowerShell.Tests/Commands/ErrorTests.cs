using System.Management.Automation;
using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Commands;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("Get-FireCampCluster missing", "ClusterNotFound,FireCamp.PowerShell.Commands.Clusters.GetFireCampClusterCommand")]
    [InlineData("Get-FireCampService -Cluster missing", "ClusterNotFound,FireCamp.PowerShell.Commands.Services.GetFireCampServiceCommand")]
    [InlineData("Get-FireCampService", "ClusterNotNamed,FireCamp.PowerShell.Commands.Services.GetFireCampServiceCommand")]
    [InlineData("Get-FireCampCatalog missing", "CatalogNotFound,FireCamp.PowerShell.Commands.Catalog.GetFireCampCatalogCommand")]
    [InlineData("New-FireCampService x -Catalog missing", "CatalogNotFound,FireCamp.PowerShell.Commands.Services.NewFireCampServiceCommand")]
    [InlineData("New-FireCampCluster a_b", "ClusterInvalid,FireCamp.PowerShell.Commands.Clusters.NewFireCampClusterCommand")]
    [InlineData("New-FireCampCluster ''", "ClusterInvalid,FireCamp.PowerShell.Commands.Clusters.NewFireCampClusterCommand")]
    public async Task Error_OfACmdlet_HasAStableIdAndSaysWhatToDo(string script, string id)
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync($"{script}; 'next'");

        var error = Assert.Single(result.Errors);
        Assert.Equal(id, error.FullyQualifiedErrorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain(error.ErrorDetails.RecommendedAction, error.ErrorDetails.Message);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.Equal(["next"], result.Texts);
    }

    [Fact]
    public async Task Error_OfOneInput_LetsTheNextOneThrough()
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync("'missing', 'PostgreSQL', 'gone' | Get-FireCampCatalog | ForEach-Object Kind");

        Assert.Equal(["PostgreSQL"], result.Texts);
        Assert.Equal(["missing", "gone"], result.Errors.Select(e => $"{e.TargetObject}"));
    }

    [Theory]
    [InlineData("Get-FireCampCluster miss*")]
    [InlineData("Get-FireCampCatalog miss*")]
    public async Task Wildcard_ThatMatchesNothing_IsNoError(string script)
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync(script);

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("New-FireCampCluster x -NodeMemory lots", "NodeMemory")]
    [InlineData("New-FireCampCluster x -LeaseDuration soon", "LeaseDuration")]
    public async Task Parameter_ThatDoesNotRead_IsNamed(string script, string parameter)
    {
        using var shell = new ModuleShell();

        var result = await shell.RunAsync(script);

        Assert.Contains($"'{parameter}'", Assert.Single(result.Errors).ToString());
    }
}
