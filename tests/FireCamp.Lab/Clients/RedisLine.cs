using System.Net.Sockets;
using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>A connection to one Redis process, which has a random id. Client libraries connect anew by themselves, so this speaks RESP.</summary>
public sealed class RedisLine : ICopyLine
{
    private readonly TcpClient client = new() { NoDelay = true };
    private readonly byte[] buffer = new byte[64 * 1024];

    public static async Task<ICopyLine> OpenAsync(Endpoint member, Credential user, CancellationToken cancel)
    {
        var line = new RedisLine();
        try
        {
            await line.client.ConnectAsync(member.Address ?? member.Host, member.Port, cancel);
            await line.SendAsync(["AUTH", user.UserName, user.Password], cancel);
            return await line.ReceiveAsync("\r\n", cancel) is "+OK\r\n" ? line : throw new IOException("Redis refused the password.");
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    public async Task<string> AskAsync(CancellationToken cancel)
    {
        await SendAsync(["INFO", "server"], cancel);
        var answer = await ReceiveAsync("\r\n\r\n", cancel);
        const string Field = "run_id:";
        var begin = answer.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
        return answer[begin..answer.IndexOf('\r', begin)];
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task SendAsync(string[] words, CancellationToken cancel)
    {
        var text = $"*{words.Length}\r\n{string.Concat(words.Select(w => $"${Encoding.UTF8.GetByteCount(w)}\r\n{w}\r\n"))}";
        return client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask();
    }

    // INFO's answer ends with the empty line that closes its last section only at the end of the bulk string.
    private async Task<string> ReceiveAsync(string end, CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            var read = await client.GetStream().ReadAsync(buffer.AsMemory(length), cancel);
            if (read == 0)
            {
                throw new IOException("Redis closed the connection.");
            }

            length += read;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text.EndsWith(end, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }
}
