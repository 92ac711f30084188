using System.Diagnostics;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Catalog;

/// <summary>The built-in kinds' scripts are such as any POSIX shell runs: members' images have the shells that they have.</summary>
public sealed class CatalogScriptTests
{
    // Scripts source each other, and what others wrote: names that are only read or only set in one file.
    private const string Elsewhere = "SC1091,SC2034,SC2154";

    private static string[] Scripts => Directory.GetFiles(RepositoryFolder.Find("Catalog"), "*.sh", SearchOption.AllDirectories);

    [Fact]
    public async Task Scripts_OfAllKinds_AreReadByAShell()
    {
        Assert.NotEmpty(Scripts);
        foreach (var script in Scripts)
        {
            Assert.Equal((script, ""), (script, await SaidAsync("sh", "-n", script)));
        }
    }

    [Fact]
    public async Task Scripts_OfAllKinds_PassShellcheck()
    {
        var (program, missing) = await TestTools.FindAsync("shellcheck");
        Assert.SkipWhen(program is null, missing ?? "");
        Assert.Equal("", await SaidAsync(program!, ["--shell=sh", "--severity=warning", $"--exclude={Elsewhere}", .. Scripts]));
    }

    private static async Task<string> SaidAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return await output + errors;
    }
}
