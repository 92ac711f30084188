using System.Diagnostics;
using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests;

/// <summary>The script <c>firecamp</c>, in a folder that looks like a built checkout.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LauncherTests()
    {
        File.Copy(Path.Combine(Repository(), "firecamp"), Path.Combine(folder.Path, "firecamp"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "bin"));
        var shell = Environment.GetEnvironmentVariable("FIRECAMP_SHELL") is { Length: > 0 } published
            ? Path.GetDirectoryName(published)!
            : AppContext.BaseDirectory;
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "bin", "shell"), shell);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Launcher_WithoutPwsh_StartsTheShellAndPassesTheExitCodeOn()
    {
        var result = await RunAsync("-Command", "$Host.Name; exit 6");

        Assert.Equal((6, "FireCamp Shell\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Launcher_ThroughASymbolicLinkFromElsewhere_RunsAFileWithArguments()
    {
        var script = folder.Write("s.ps1", "param($A) \"$A|$($PWD.Path)\"");
        var link = Path.Combine(folder.Path, "link");
        File.CreateSymbolicLink(link, Path.Combine(folder.Path, "firecamp"));

        var result = await RunAsync(link, "/", [script, "-A", "x y"]);

        Assert.Equal((0, "x y|/\n"), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("PowerShell 7.6.2", true)]
    [InlineData("PowerShell 8.0.0-preview.1", true)]
    [InlineData("PowerShell 7.5.4", false)]
    [InlineData("nonsense", false)]
    public async Task Launcher_WithSomePwsh_TakesItWhenItIsNewEnough(string version, bool taken)
    {
        var pwsh = folder.Write(
            "path/pwsh",
            $"#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{version}'; else echo real pwsh: \"$@\"; exit 3; fi\n");
        File.SetUnixFileMode(pwsh, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var result = await RunAsync("-Command", "'the shell'");

        Assert.Equal(taken ? 3 : 0, result.ExitCode);
        Assert.StartsWith(
            taken ? "real pwsh: -NoLogo -NoProfile -Command" : "the shell", result.Output, StringComparison.Ordinal);
    }

    private Task<ShellResult> RunAsync(params string[] arguments) =>
        RunAsync(Path.Combine(folder.Path, "firecamp"), folder.Path, arguments);

    private async Task<ShellResult> RunAsync(string launcher, string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(launcher, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(folder.Path, "path")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("FIRECAMP_HOST");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(deadline.Token);
        return new ShellResult(process.ExitCode, await output, await error);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FireCamp.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException("The tests don't run from within a checkout.");
        }

        return folder.FullName;
    }
}
