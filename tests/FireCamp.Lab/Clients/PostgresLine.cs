using FireCamp.Engine.Model;
using Npgsql;

namespace FireCamp.Lab.Clients;

/// <summary>A connection to one postmaster, which says when it started.</summary>
public sealed class PostgresLine : ICopyLine
{
    private readonly NpgsqlConnection connection;

    private PostgresLine(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<ICopyLine> OpenAsync(Endpoint member, Credential user, CancellationToken cancel)
        => new PostgresLine(await ConnectAsync(member, user, cancel));

    public async Task<string> AskAsync(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_postmaster_start_time()::text", connection) { CommandTimeout = 0 };
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();

    /// <summary>A connection of its own to whoever has the member's address now.</summary>
    internal static async Task<NpgsqlConnection> ConnectAsync(Endpoint member, Credential user, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = member.Address ?? member.Host,
            Port = member.Port,
            Username = user.UserName,
            Password = user.Password,
            Database = "postgres",
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 10,
        };
        var opened = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await opened.OpenAsync(cancel);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }
}
