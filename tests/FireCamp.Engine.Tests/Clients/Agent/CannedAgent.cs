using System.Net.Sockets;
using System.Text;

namespace FireCamp.Engine.Tests.Clients.Agent;

/// <summary>Takes one request on a unix socket and answers with the bytes it was given.</summary>
internal sealed class CannedAgent : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Socket? connection;

    /// <param name="answer">As it goes over the wire; null for an agent that takes the request and is frozen.</param>
    /// <param name="closes">Whether the connection ends after the answer.</param>
    public CannedAgent(string path, string? answer, bool closes = true)
    {
        Endpoint = $"unix://{path}";
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        Request = Task.Run(() => ServeAsync(answer, closes));
    }

    public string Endpoint { get; }

    /// <summary>The request's head and body.</summary>
    public Task<string> Request { get; }

    public static string Ok(string body)
        => $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Status(string status, string body)
        => $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>The beginning of a streamed answer; without its last chunk it is one that breaks off.</summary>
    public static string Chunks(bool whole, params string[] lines)
        => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + string.Concat(lines.Select(l => $"{Encoding.UTF8.GetByteCount(l) + 1:x}\r\n{l}\n\r\n"))
            + (whole ? "0\r\n\r\n" : "");

    public void Dispose()
    {
        connection?.Dispose();
        listener.Dispose();
    }

    private async Task<string> ServeAsync(string? answer, bool closes)
    {
        connection = await listener.AcceptAsync();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(request.ToString()))
        {
            request.Append(Encoding.UTF8.GetString(buffer, 0, await connection.ReceiveAsync(buffer)));
        }

        if (answer is not null)
        {
            await connection.SendAsync(Encoding.UTF8.GetBytes(answer));
            if (closes)
            {
                connection.Shutdown(SocketShutdown.Both);
            }
        }

        return request.ToString();
    }

    // Enough for the client's requests: a body is JSON, sent in chunks of which the last is empty, or by length.
    private static bool IsWhole(string request)
        => request.Contains("\r\n\r\n")
            && (request.Contains("chunked") ? request.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
                : !request.StartsWith("POST", StringComparison.Ordinal) || request.EndsWith('}') || request.Contains("Content-Length: 0"));
}
