using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests;

public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task File_WithArguments_BindsThemAsPwshDoes()
    {
        var script = folder.Write(
            "s.ps1", "param([int]$Count, [switch]$Loud, $Rest) \"$Count|$Loud|$Rest|$($args -join ',')\"; exit 9");

        var result = await ShellProcess.RunAsync(["-NoProfile", script, "-Count", "3", "-Loud:$true", "a b"]);

        Assert.Equal((9, "3|True|a b|\n"), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("sh -c 'exit 3'; 'done'", 0)]
    [InlineData("throw 'x'", 1)]
    [InlineData("& $PSScriptRoot/inner.ps1; exit $LASTEXITCODE", 5)]
    [InlineData("& $PSScriptRoot/inner.ps1; 'goes on'", 0)]
    [InlineData("Write-Error e", 0)]
    public async Task File_EndsInSomeWay_ExitCodeSaysSo(string text, int expected)
    {
        folder.Write("inner.ps1", "exit 5");

        var result = await ShellProcess.RunAsync(["-File", folder.Write("s.ps1", text)]);

        Assert.Equal(expected, result.ExitCode);
    }

    [Fact]
    public async Task File_ThatIsNotThere_IsAUsageError()
    {
        var result = await ShellProcess.RunAsync(["/no/such.ps1"]);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("/no/such.ps1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_ThatIsUnknown_IsAUsageError()
    {
        var result = await ShellProcess.RunAsync(["-Nope"]);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("-Nope", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardInput_Redirected_IsRunAsAScript()
    {
        var result = await ShellProcess.RunAsync([], "foreach ($i in 1..2) {\n  $i\n}\nexit 4\n");

        Assert.Equal((4, "1\n2\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Module_NamedByTheEnvironment_IsImported()
    {
        folder.Write("M/M.psm1", "function Get-Hello { 'hello' }");
        var manifest = folder.Write(
            "M/M.psd1", "@{ RootModule = 'M.psm1'; ModuleVersion = '1.0'; FunctionsToExport = 'Get-Hello' }");

        var result = await RunWithModuleAsync(manifest);

        Assert.Equal((0, "hello\n"), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("@{ RootModule = 'missing.dll'; ModuleVersion = '1.0' }")]
    [InlineData("@{ this is no manifest")]
    public async Task Module_ThatIsBroken_IsAnError(string manifest)
    {
        var result = await RunWithModuleAsync(folder.Write("B/B.psd1", manifest));

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Error);
    }

    private static Task<ShellResult> RunWithModuleAsync(string manifest) => ShellProcess.RunAsync(
        ["-Command", "Get-Hello"], environment: new Dictionary<string, string> { ["FIRECAMP_MODULE"] = manifest });
}
