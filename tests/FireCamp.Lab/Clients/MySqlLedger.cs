using FireCamp.Engine.Model;
using MySqlConnector;

namespace FireCamp.Lab.Clients;

/// <summary>Numbers as rows of a table, in MySQL or MariaDB.</summary>
public sealed class MySqlLedger : ILedger
{
    private readonly Endpoint primary;
    private readonly Credential user;
    private MySqlConnection? connection;

    private MySqlLedger(Endpoint primary, Credential user)
    {
        this.primary = primary;
        this.user = user;
    }

    /// <summary>The table is there; one that was there already keeps its rows.</summary>
    public static async Task<MySqlLedger> OpenAsync(Endpoint primary, Credential user, CancellationToken cancel)
    {
        var ledger = new MySqlLedger(primary, user);
        await using var connection = await ledger.ConnectAsync(primary, cancel);
        foreach (var text in (string[])["create database if not exists lab", "create table if not exists lab.ledger (number bigint primary key)"])
        {
            await using var command = new MySqlCommand(text, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }

        return ledger;
    }

    public async Task AppendAsync(long number, CancellationToken cancel)
    {
        try
        {
            connection ??= await ConnectAsync(primary, cancel);
            await using var command = new MySqlCommand("insert into lab.ledger values (@number)", connection);
            command.Parameters.AddWithValue("number", number);
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public void Forget() => _ = Task.Run(async () => await DisposeAsync());

    public async Task<IReadOnlySet<long>> ReadAsync(Endpoint member, CancellationToken cancel)
    {
        await using var reading = await ConnectAsync(member, cancel);
        await using var command = new MySqlCommand("select number from lab.ledger", reading);
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

    private async Task<MySqlConnection> ConnectAsync(Endpoint member, CancellationToken cancel)
    {
        var address = new MySqlConnectionStringBuilder
        {
            Server = member.Address,
            Port = (uint)member.Port,
            UserID = user.UserName,
            Password = user.Password,
            AllowPublicKeyRetrieval = true,
            Pooling = false,
            ConnectionTimeout = 5,
            DefaultCommandTimeout = 10,
        };
        var opened = new MySqlConnection(address.ConnectionString);
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
