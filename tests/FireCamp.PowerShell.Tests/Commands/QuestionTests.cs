using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Commands;

public sealed class QuestionTests
{
    [Fact]
    public async Task NewCluster_WithWhatIf_PrintsThePlanAndMakesNothing()
    {
        var host = new ScriptedHost("No");
        using var shell = new ModuleShell(host);

        var result = await shell.RunAsync("New-FireCampCluster whatif -NodeCount 2 -WhatIf");

        Assert.Empty(result.Errors);
        var plan = string.Join('\n', host.Printed);
        Assert.StartsWith("What if: Create Local cluster 'whatif' with 2 nodes", plan);
        Assert.Contains("node-2", plan);
        Assert.Contains("Steps:", plan);
        Assert.Empty((await shell.RunAsync("Get-FireCampCluster")).Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(ScratchHome.Folder, "*whatif*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task NewCluster_AskedAndAnsweredNo_ShowsThePlanAndMakesNothing()
    {
        var host = new ScriptedHost("No");
        using var shell = new ModuleShell(host);

        var result = await shell.RunAsync("New-FireCampCluster asked -Confirm");

        Assert.Empty(result.Errors);
        Assert.Contains("Create Local cluster 'asked' with 3 nodes", Assert.Single(host.Asked));
        Assert.Empty((await shell.RunAsync("Get-FireCampCluster")).Output);
    }
}
