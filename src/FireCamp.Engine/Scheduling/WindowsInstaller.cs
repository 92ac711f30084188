using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Tasks of Windows' task scheduler, by way of <c>schtasks</c>.</summary>
internal sealed class WindowsInstaller : ITaskInstaller
{
    private const string Tool = "schtasks";

    public ScheduledTask Show(TaskSpec task) => WindowsTaskXml.Read(WindowsTaskXml.Of(task), task.Name)!;

    public async Task InstallAsync(TaskSpec task, CancellationToken cancel)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{task.Name}.{Guid.NewGuid():N}.xml");
        try
        {
            await File.WriteAllTextAsync(file, WindowsTaskXml.Of(task), cancel).ConfigureAwait(false);
            await SystemTool.RunAsync(Tool, ["/Create", "/TN", task.Name, "/XML", file, "/F"], null, cancel).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        if ((await ListAsync(cancel).ConfigureAwait(false)).Any(t => t.Name == name))
        {
            await SystemTool.RunAsync(Tool, ["/Delete", "/TN", name, "/F"], null, cancel).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<ScheduledTask>> ListAsync(CancellationToken cancel)
    {
        var tasks = new List<ScheduledTask>();
        var all = await SystemTool.RunAsync(Tool, ["/Query", "/FO", "CSV", "/NH"], null, cancel).ConfigureAwait(false);
        foreach (var name in all.Split('\n').Select(line => line.Split("\",\"")[0].Trim('"', '\\', '\r')).Distinct()
            .Where(name => name.StartsWith("firecamp-", StringComparison.Ordinal)))
        {
            var xml = await SystemTool.RunAsync(Tool, ["/Query", "/TN", name, "/XML"], null, cancel).ConfigureAwait(false);
            tasks.AddRange(WindowsTaskXml.Read(xml, name) is { } task ? [task] : []);
        }

        return tasks;
    }
}
