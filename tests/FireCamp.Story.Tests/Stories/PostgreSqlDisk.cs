using System.Globalization;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Fills PostgreSQL's volume with its log, which a slot that nobody reads holds back, as that of a standby that is gone does.</summary>
internal sealed class PostgreSqlDisk : IDiskFiller
{
    private const int Kept = 200;

    // The reserve, a twentieth, must hold the next segment of the log.
    public string Size => "400m";

    public async Task<int> KeepAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        var commits = string.Join('\n', Enumerable.Range(1, Kept).Select(n => $"insert into kept values ({n});"));
        var done = await RunAsync(
            lab, service, $"create table kept (n int);\n{commits}\nselect pg_create_physical_replication_slot('gone', true);", cancel);
        Assert.True(done.ExitCode == 0, done.ErrorOutput);
        return Kept;
    }

    public async Task<int> ReadAsync(LabCluster lab, LabService service, CancellationToken cancel)
        => int.TryParse((await RunAsync(lab, service, "select count(*) from kept;", cancel)).Output, CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;

    public async Task<bool> WriteAsync(LabCluster lab, LabService service, CancellationToken cancel)
        => (await RunAsync(lab, service, "create table ballast (t text);\ndrop table ballast;\nselect pg_switch_wal();", cancel)).ExitCode == 0;

    public async Task<bool> CleanAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        const string Clean = "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'gone';\ncheckpoint;";
        return (await RunAsync(lab, service, Clean, cancel)).ExitCode == 0;
    }

    // A server that has just ended takes no commands; that counts as a write that wasn't acknowledged.
    private static async Task<ExecResult> RunAsync(LabCluster lab, LabService service, string sql, CancellationToken cancel)
    {
        var request = new ExecRequest { Command = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1"], StandardInput = sql };
        try
        {
            return await lab.Cluster.ExecuteAsync(service.Name, $"{service.Name}-0", request, null, cancel);
        }
        catch (Engine.Model.FireCampException e)
        {
            return new ExecResult(1, "", e.Message, false);
        }
    }
}
