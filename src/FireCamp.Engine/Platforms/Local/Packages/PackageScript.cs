using System.Diagnostics;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local.Packages;

/// <summary>Runs <c>eng/packages</c>, which is built into this assembly, so that there is one way to get packages.</summary>
internal static class PackageScript
{
    private const string Resource = "packages";

    /// <summary>Most of the script's output that an error shows; apt says first what is wrong and then goes on at length.</summary>
    private const int LongestFailure = 1_000;

    /// <summary>Runs it to its end; returns what it said of a failure, null for success. Its progress survives a cancel.</summary>
    /// <param name="privateFolder">Where to unpack; null to install into the system.</param>
    public static async Task<string?> RunAsync(Software software, string? privateFolder, CancellationToken cancel)
    {
        using var process = Process.Start(StartInfo(software, privateFolder))!;
        var failure = process.StandardError.ReadToEndAsync(cancel);
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        await using (var script = typeof(PackageScript).Assembly.GetManifestResourceStream(Resource)!)
        {
            await script.CopyToAsync(process.StandardInput.BaseStream, cancel).ConfigureAwait(false);
        }

        process.StandardInput.Close();

        // A cancelled wait lets the script go on: killing dpkg half-way leaves the system's packages broken.
        await process.WaitForExitAsync(cancel).ConfigureAwait(false);
        await output.ConfigureAwait(false);
        var said = (await failure.ConfigureAwait(false)).Trim();
        return process.ExitCode == 0 ? null : said[..Math.Min(said.Length, LongestFailure)];
    }

    /// <summary>A session of its own, so that Ctrl+C in a terminal reaches the engine and not dpkg.</summary>
    private static ProcessStartInfo StartInfo(Software software, string? privateFolder) => new(
        "setsid",
        [
            "--wait", "bash", "-s", "--",
            "--packages", .. software.Packages,
            "--binaries", .. software.Binaries,
            "--search-path", .. software.SearchPath,
            .. privateFolder is null ? Array.Empty<string>() : ["--private", privateFolder],
            .. software.Suite is null ? Array.Empty<string>() : ["--suite", software.Suite],
            .. software.User is null ? Array.Empty<string>() : ["--user", software.User],
        ])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
