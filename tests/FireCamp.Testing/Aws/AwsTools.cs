using System.Diagnostics;

namespace FireCamp.Testing.Aws;

/// <summary>The emulator and the python that has botocore, got by <c>eng/moto</c> when they are first needed.</summary>
public static class AwsTools
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task<(string? Program, string Complaint)>> Got = new(GetAsync);

    /// <summary>The emulator's path, and null; or null and what is missing.</summary>
    public static async Task<(string? Program, string? Missing)> FindAsync()
    {
        var (program, complaint) = await Got.Value;
        return program is null ? (null, $"missing: moto (eng/moto: {complaint})") : (program, null);
    }

    /// <summary>Runs a script of this folder in the python that has botocore.</summary>
    /// <returns>What it says.</returns>
    public static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        var (program, missing) = await FindAsync();
        Assert.SkipWhen(program is null, missing ?? "");
        var python = Path.Combine(Path.GetDirectoryName(program)!, "moto_python");
        string[] all = [RepositoryFolder.Find($"tests/FireCamp.Testing/Aws/{script}"), .. arguments];
        var (code, output, errors) = await RunAsync(new ProcessStartInfo(python, all));
        Assert.True(code == 0, $"{script}: {output}{errors}");
        return output;
    }

    private static async Task<(string? Program, string Complaint)> GetAsync()
    {
        try
        {
            var (code, output, errors) = await RunAsync(new ProcessStartInfo(RepositoryFolder.Find("eng/moto")));
            return code == 0 ? (output.Trim(), "") : (null, errors.Trim());
        }
        catch (TimeoutException)
        {
            return (null, $"no end within {Deadline.TotalMinutes} minutes");
        }
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await errors);
    }
}
