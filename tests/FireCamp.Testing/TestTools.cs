using System.Diagnostics;

namespace FireCamp.Testing;

/// <summary>Programs that tests alone need, as <c>eng/test-tools</c> gets them.</summary>
public static class TestTools
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private static readonly Lazy<Task<(string? Folder, string Complaint)>> Got = new(GetAsync);

    /// <summary>The program's path, and null; or null and what is missing.</summary>
    public static async Task<(string? Program, string? Missing)> FindAsync(string program)
    {
        var (folder, complaint) = await Got.Value;
        return folder is null ? (null, $"missing: {program} (eng/test-tools: {complaint})") : (Path.Combine(folder, program), null);
    }

    private static async Task<(string? Folder, string Complaint)> GetAsync()
    {
        using var script = Process.Start(new ProcessStartInfo(RepositoryFolder.Find("eng/test-tools"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = script.StandardOutput.ReadToEndAsync();
        var complaint = script.StandardError.ReadToEndAsync();
        try
        {
            await script.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            script.Kill(entireProcessTree: true);
            return (null, $"no end within {Deadline.TotalMinutes} minutes");
        }

        return script.ExitCode == 0 ? ((await output).Trim(), "") : (null, (await complaint).Trim());
    }
}
