using System.Globalization;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Backups in processes of their own: how much memory they take, and what is left when they are killed.</summary>
public sealed class BackupProcessTests : IDisposable
{
    /// <summary>Far more than may be in memory.</summary>
    private static readonly int Megabytes = int.Parse(
        Environment.GetEnvironmentVariable("FIRECAMP_BACKUP_MB") ?? "400", CultureInfo.InvariantCulture);

    private const int MostMegabytes = 100;

    private readonly BackupLab lab = new(isEncrypted: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Source => lab.Folder.File("source");

    public void Dispose() => lab.Dispose();

    [Fact]
    public async Task Backup_LargeTree_StaysInBoundedMemory()
    {
        await MakeAsync(Megabytes);

        using var child = Start("b1");
        var peaks = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            peaks.Add(long.Parse((await child.Process.StandardOutput.ReadLineAsync(Cancel))!, CultureInfo.InvariantCulture) >> 10);
        }

        await child.EndedWellAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"{Megabytes} MB backed up, verified, restored in at most {string.Join(", ", peaks)} MB of memory");
        Assert.All(peaks, p => Assert.InRange(p, 1, MostMegabytes));
    }

    [Fact]
    public async Task Backup_KilledAtAnyMoment_LeavesNoneThatLooksWhole()
    {
        await MakeAsync(60);
        for (var chunks = 0; chunks < 12; chunks += 3)
        {
            using var child = Start($"b{chunks}");
            await Eventually.TrueAsync(
                () => Directory.EnumerateFiles(lab.StorePath, "0000*", SearchOption.AllDirectories).Count() > chunks,
                "it is at work");
            child.Process.Kill();
            await child.Process.WaitForExitAsync(Cancel);

            Assert.Empty(await lab.Repository.ListAsync(BackupLab.Service, Cancel));
            await lab.Repository.CleanAsync(BackupLab.Service, $"b{chunks}", Cancel);
            Assert.Empty(await lab.Store.ListAsync("", Cancel).ToListAsync(Cancel));
        }
    }

    // Young garbage is collected after 4 MB: .NET otherwise lets it grow with the processor's cache, to any size on large ones.
    private ChildProcess Start(string id)
        => ChildProcess.Start(
            ["env", "DOTNET_GCgen0size=400000"], "backup", lab.StorePath, lab.Folder.File("key"), id, Source, lab.Folder.File("target"));

    private async Task MakeAsync(int megabytes)
    {
        Directory.CreateDirectory(Source);
        const string Script =
            "cd \"$1\" && for i in $(seq \"$2\"); do { head -c 500000 /dev/urandom; seq 80000; } > $i; done";
        using var sh = ChildProcess.Run("sh", "-c", Script, "sh", Source, $"{megabytes}");
        await sh.EndedWellAsync();
    }
}
