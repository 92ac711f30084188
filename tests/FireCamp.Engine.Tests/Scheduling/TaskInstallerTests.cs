using FireCamp.Engine.Model;
using FireCamp.Engine.Scheduling;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Scheduling;

/// <summary>Tasks installed into folders and files, taken out again, and refused.</summary>
public sealed class TaskInstallerTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskPlace Units => new(null, folder.Path, null);

    private TaskPlace Crontab => new(null, null, folder.File("crontab"));

    private static TaskSpec Spec { get; } = new()
    {
        Name = "firecamp-t1-backup-policy", Work = ScheduledWork.BackupPolicy, Cluster = "t1", Every = TimeSpan.FromMinutes(5),
        Program = "/bin/sh", Arguments = ["-c", "true"],
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RegisterAsync_AnyNumberOfTimes_IsThereOnceAndAsItWasLast(bool isUnit)
    {
        var place = isUnit ? Units : Crontab;
        var other = Spec with { Name = "firecamp-t2-backup-policy", Cluster = "t2" };
        await ScheduledTasks.RegisterAsync(Spec, place, Cancel);
        await ScheduledTasks.RegisterAsync(other, place, Cancel);
        var files = Texts();
        await ScheduledTasks.RegisterAsync(Spec, place, Cancel);
        Assert.Equal(files, Texts());

        var hourly = Spec with { Every = TimeSpan.FromHours(1) };
        var changed = await ScheduledTasks.RegisterAsync(hourly, place, Cancel);
        Assert.Equal((hourly.Every, ScheduledTasks.Show(hourly, place).Text), (changed.Every, changed.Text));
        Assert.Equal([Spec.Name, other.Name], (await ScheduledTasks.ListAsync(place, Cancel)).Select(t => t.Name));

        await ScheduledTasks.UnregisterAsync(changed, place, Cancel);
        await ScheduledTasks.UnregisterAsync(changed, place, Cancel);
        Assert.Equal([other.Name], (await ScheduledTasks.ListAsync(place, Cancel)).Select(t => t.Name));
    }

    [Fact]
    public async Task Crontab_OtherLines_StayAsTheyAre()
    {
        const string Mine = "MAILTO=me\n\n# firecamp is fine\n*/5 * * * * true # firecamp {}\n";
        await File.WriteAllTextAsync(folder.File("crontab"), Mine, Cancel);
        var task = await ScheduledTasks.RegisterAsync(Spec, Crontab, Cancel);
        Assert.StartsWith(Mine, await File.ReadAllTextAsync(folder.File("crontab"), Cancel), StringComparison.Ordinal);
        await ScheduledTasks.UnregisterAsync(task, Crontab, Cancel);
        Assert.Equal(Mine, await File.ReadAllTextAsync(folder.File("crontab"), Cancel));
    }

    [Fact]
    public void Require_MuchWrong_SaysAllAtOnce()
    {
        File.WriteAllText(folder.File("text"), "");
        File.SetUnixFileMode(folder.File("text"), UnixFileMode.UserRead);
        var wrong = Spec with { Name = "mine", Every = TimeSpan.FromMinutes(7), Program = folder.File("text"), User = "nobody-of-here" };

        var error = Assert.Throws<InvalidInputException>(
            () => ScheduledTasks.Require(wrong, new TaskPlace(ScheduledTaskKind.Crontab, folder.File("absent"), folder.File("absent/crontab"))));

        Assert.Equal("ScheduledTaskInvalid", error.ErrorId);
        Assert.Equal(
            ["name", "every", "program", "user", "unit folder", "unit folder", "crontab"], error.Mistakes.Select(m => m.Where));
        Assert.Equal("program", Assert.Single(Assert.Throws<InvalidInputException>(
            () => ScheduledTasks.Require(Spec with { Program = "/nowhere/pwsh" }, null)).Mistakes).Where);
    }

    [Fact]
    public void Require_SchedulerThatTheMachineHasNot_IsSaid()
        => Assert.Equal("kind", Assert.Single(Assert.Throws<InvalidInputException>(
            () => ScheduledTasks.Require(Spec, new TaskPlace(ScheduledTaskKind.WindowsTask, null, null))).Mistakes).Where);

    public void Dispose() => folder.Dispose();

    private string Texts()
        => string.Concat(Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal).Select(f => $"{f}\n{File.ReadAllText(f)}\n"));
}
