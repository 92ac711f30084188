using FireCamp.Engine.Model;
using Npgsql;

namespace FireCamp.Lab.Clients;

/// <summary>Numbers as rows of a table.</summary>
public sealed class PostgresLedger : ILedger
{
    private readonly Endpoint primary;
    private readonly Credential user;
    private NpgsqlConnection? connection;
    private int forgotten;

    private PostgresLedger(Endpoint primary, Credential user)
    {
        this.primary = primary;
        this.user = user;
    }

    /// <summary>The table is there; one that was there already keeps its rows.</summary>
    public static async Task<PostgresLedger> OpenAsync(Endpoint primary, Credential user, CancellationToken cancel)
    {
        var ledger = new PostgresLedger(primary, user);
        await using var connection = await ledger.ConnectAsync(primary, cancel);
        await using var command = new NpgsqlCommand("create table if not exists ledger (number bigint primary key)", connection);
        await command.ExecuteNonQueryAsync(cancel);
        return ledger;
    }

    public async Task AppendAsync(long number, CancellationToken cancel)
    {
        var used = connection;
        try
        {
            used ??= await FirstUseAsync(cancel);
            await using var command = new NpgsqlCommand("insert into ledger values ($1)", used);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch
        {
            if (ReferenceEquals(connection, used))
            {
                await DisposeAsync();
            }

            throw;
        }
    }

    public void Forget()
    {
        forgotten++;
        if (connection is { } old)
        {
            connection = null;
            _ = Task.Run(async () => await old.DisposeAsync());
        }
    }

    public async Task<IReadOnlySet<long>> ReadAsync(Endpoint member, CancellationToken cancel)
    {
        await using var reading = await ConnectAsync(member, cancel);
        await using var command = new NpgsqlCommand("select number from ledger", reading);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var numbers = new HashSet<long>();
        while (await reader.ReadAsync(cancel))
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } old)
        {
            connection = null;
            await old.DisposeAsync();
        }
    }

    // An attempt that was given up meanwhile must not get in the way of the next one.
    private async Task<NpgsqlConnection> FirstUseAsync(CancellationToken cancel)
    {
        var era = forgotten;
        var opened = await ConnectAsync(primary, cancel);
        if (era == forgotten)
        {
            return connection = opened;
        }

        await opened.DisposeAsync();
        throw new TimeoutException("The server took too long to connect to.");
    }

    private Task<NpgsqlConnection> ConnectAsync(Endpoint member, CancellationToken cancel) => PostgresLine.ConnectAsync(member, user, cancel);
}
