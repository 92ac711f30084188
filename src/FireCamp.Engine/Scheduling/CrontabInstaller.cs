using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Lines of a crontab.</summary>
/// <param name="file">A file in the form of a crontab; null for a user's own, by way of <c>crontab</c>.</param>
/// <param name="user">Whose crontab; null for that of whoever runs this.</param>
internal sealed class CrontabInstaller(string? file, string? user) : ITaskInstaller
{
    private readonly IReadOnlyList<string> whose = user is null || user == Environment.UserName ? [] : ["-u", user];

    private string Place => file ?? $"crontab of {user ?? Environment.UserName}";

    public ScheduledTask Show(TaskSpec task) => CrontabText.Read(CrontabText.Entry(task), Place)[0];

    public async Task InstallAsync(TaskSpec task, CancellationToken cancel)
    {
        var before = await ReadAsync(cancel).ConfigureAwait(false);
        await WriteAsync(before, CrontabText.With(before, task), cancel).ConfigureAwait(false);
    }

    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        var before = await ReadAsync(cancel).ConfigureAwait(false);
        await WriteAsync(before, CrontabText.Without(before, name), cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ScheduledTask>> ListAsync(CancellationToken cancel)
        => CrontabText.Read(await ReadAsync(cancel).ConfigureAwait(false), Place);

    private async Task<string> ReadAsync(CancellationToken cancel)
    {
        if (file is not null)
        {
            return File.Exists(file) ? await File.ReadAllTextAsync(file, cancel).ConfigureAwait(false) : "";
        }

        var (code, output, complaint) = await SystemTool.TryAsync("crontab", [.. whose, "-l"], null, cancel).ConfigureAwait(false);

        // That there is none yet is told as a failure.
        return code == 0 ? output
            : complaint.Contains("no crontab", StringComparison.OrdinalIgnoreCase) ? ""
            : throw new FireCampException("ScheduledTaskFailed", $"The crontab can't be read: {complaint.Trim()}",
                "Put right what it says, or name a file: -Crontab.");
    }

    private async Task WriteAsync(string before, string after, CancellationToken cancel)
    {
        if (file is not null)
        {
            await TaskFile.WriteAsync(file, after, cancel).ConfigureAwait(false);
        }
        else if (before != after)
        {
            await SystemTool.RunAsync("crontab", [.. whose, "-"], after, cancel).ConfigureAwait(false);
        }
    }
}
