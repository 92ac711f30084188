using System.Diagnostics;
using System.Xml.Linq;
using CsCheck;
using FireCamp.Engine.Model;
using FireCamp.Engine.Scheduling;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Scheduling;

/// <summary>Tasks as schedulers are told of them: what is run is what was meant, whatever characters are in it.</summary>
public sealed class TaskTextTests
{
    private static readonly Gen<string> Words = Gen.OneOf(Gen.String[Gen.Char["ab %$'\"\\`!*#&;|<>()~={}ü€"], 0, 12], Gen.Const("-Command"));

    private static TaskSpec Spec { get; } = new()
    {
        Name = "firecamp-t1-backup-policy",
        Work = ScheduledWork.BackupPolicy,
        Cluster = "t1",
        Every = TimeSpan.FromMinutes(5),
        Program = "/opt/fire camp/firecamp",
        Arguments = ["-Command", "Invoke-FireCampBackupPolicy -Cluster t1"],
        Variables = new Dictionary<string, string> { ["FIRECAMP_HOME"] = "/srv/50% of it", ["A"] = "b" },
    };

    [Fact]
    public void Service_Task_IsAUnit()
        => Assert.Equal(
            """
            # firecamp {"name":"firecamp-t1-backup-policy","work":"BackupPolicy","cluster":"t1","every":"00:05:00","user":"fire"}
            [Unit]
            Description=FireCamp: what the backup policies of cluster t1 have due

            [Service]
            Type=oneshot
            User=fire
            Environment="A=b"
            Environment="FIRECAMP_HOME=/srv/50%% of it"
            ExecStart="/opt/fire camp/firecamp" "-Command" "Invoke-FireCampBackupPolicy -Cluster t1"

            """,
            SystemdUnits.Service(Spec with { User = "fire" }));

    [Fact]
    public void Timer_Task_MakesUpForWhatWasMissed()
    {
        var timer = SystemdUnits.Timer(Spec);

        Assert.Contains("\nOnCalendar=*-*-* *:0/5:00\nPersistent=true\n", timer, StringComparison.Ordinal);
        Assert.Contains("\nWantedBy=timers.target\n", timer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_AnyWords_AreUnderstoodBySystemd()
    {
        var tool = SystemTool.Find("systemd-analyze");
        Assert.SkipUnless(tool is not null, "This machine has no systemd-analyze.");
        using var folder = new TestFolder();
        var task = Spec with { Program = "/bin/sh", Arguments = ["-c", "echo \"$HOME\" 'a' 100% \\ ü"] };
        await File.WriteAllTextAsync(folder.File("a.service"), SystemdUnits.Service(task), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("a.timer"), SystemdUnits.Timer(task), TestContext.Current.CancellationToken);

        var (code, output, complaint) = await SystemTool.TryAsync(
            tool!, ["verify", folder.File("a.timer"), folder.File("a.service")], null, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (code, $"{output}{complaint}".Trim()));
    }

    [Fact]
    public void Entry_AnyWords_AreWhatTheShellThenRuns()
        => Words.Array[1, 4].Select(Words).Sample(
            (words, value) =>
            {
                var entry = CrontabText.Entry(Spec with
                {
                    Program = "/usr/bin/env", Arguments = ["printf", "%s\\n", .. words],
                    Variables = new Dictionary<string, string> { ["VALUE"] = value },
                });
                var line = entry.Split('\n')[1];

                // What cron makes of it: five fields, then the command up to a percent sign that has no backslash.
                var command = line.Split(' ', 6)[5];
                Assert.DoesNotMatch(@"(?<!\\)%", command);
                Assert.Equal(string.Concat(words.Select(w => $"{w}\n")), Shell(command.Replace("\\%", "%", StringComparison.Ordinal)));
            },
            iter: 60);

    [Theory]
    [InlineData("1m", "* * * * *", "*-*-* *:0/1:00")]
    [InlineData("5m", "*/5 * * * *", "*-*-* *:0/5:00")]
    [InlineData("30m", "*/30 * * * *", "*-*-* *:0/30:00")]
    [InlineData("1h", "0 * * * *", "*-*-* 0/1:00:00")]
    [InlineData("6h", "0 */6 * * *", "*-*-* 0/6:00:00")]
    [InlineData("1d", "0 0 * * *", "*-*-* 00:00:00")]
    public void Interval_PartOfAnHourOrDay_IsSaidByTheClock(string every, string cron, string calendar)
    {
        Assert.True(Duration.TryParse(every, out var interval));
        Assert.Null(TaskInterval.Check(interval));
        Assert.Equal((cron, calendar), (TaskInterval.Cron(interval), TaskInterval.Calendar(interval)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7m")]
    [InlineData("90s")]
    [InlineData("90m")]
    [InlineData("5h")]
    [InlineData("2d")]
    public void Interval_Other_IsRefused(string every)
    {
        Assert.True(Duration.TryParse(every, out var interval));
        Assert.NotNull(TaskInterval.Check(interval));
    }

    [Fact]
    public void WindowsTask_Task_IsADefinitionThatIsReadAgain()
    {
        XNamespace space = "http://schemas.microsoft.com/windows/2004/02/mit/task";
        var xml = WindowsTaskXml.Of(Spec with { Program = @"C:\Program Files\PowerShell\7\pwsh.exe", User = "CAMP\\fire" });
        var root = XDocument.Parse(xml).Root!;

        Assert.Equal("PT5M", root.Descendants(space + "Interval").Single().Value);
        Assert.Equal("true", root.Descendants(space + "StartWhenAvailable").Single().Value);
        Assert.Equal(@"C:\Program Files\PowerShell\7\pwsh.exe", root.Descendants(space + "Command").Single().Value);
        Assert.Equal(
            "-Command \"$env:A = 'b'; $env:FIRECAMP_HOME = '/srv/50% of it'; Invoke-FireCampBackupPolicy -Cluster t1\"",
            root.Descendants(space + "Arguments").Single().Value);
        var read = WindowsTaskXml.Read(xml, "here")!;
        Assert.Equal((Spec.Name, Spec.Every, "t1", "CAMP\\fire"), (read.Name, read.Every, read.Cluster, read.User));
        Assert.Null(WindowsTaskXml.Read("<Task/>", "here"));
    }

    private static string Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
