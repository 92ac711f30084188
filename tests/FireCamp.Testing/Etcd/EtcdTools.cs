using System.Diagnostics;

namespace FireCamp.Testing.Etcd;

/// <summary>The real etcd and its command line, got by <c>eng/etcd</c> when they are first needed.</summary>
public static class EtcdTools
{
    private static readonly Lazy<Task<(string? Folder, string Problem)>> Found = new(FindAsync);

    /// <summary>The folder of the binaries; skips the test, saying why, where they can't be had.</summary>
    public static async Task<string> RequireAsync()
    {
        var (folder, problem) = await Found.Value;
        Assert.SkipWhen(folder is null, $"missing: etcd (eng/etcd: {problem})");
        return folder!;
    }

    /// <summary>Runs etcdctl to its end.</summary>
    /// <param name="settings">Options as variables, such as <c>ETCDCTL_USER</c>.</param>
    public static async Task<string> ControlAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(await RequireAsync(), "etcdctl"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ETCDCTL_API"] = "3" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var (code, output, errors) = await RunAsync(start);
        Assert.True(code == 0, $"etcdctl {string.Join(' ', arguments)}: {errors}");
        return output;
    }

    private static async Task<(string? Folder, string Problem)> FindAsync()
    {
        var start = new ProcessStartInfo(RepositoryFolder.Find("eng/etcd"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var (code, output, errors) = await RunAsync(start);
        return code == 0 ? (output.Trim(), "") : (null, errors.Trim());
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output, await errors);
    }
}
