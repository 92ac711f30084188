using System.Net;
using System.Net.Sockets;
using System.Text;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;

namespace FireCamp.Testing.Network;

/// <summary>What a test runs inside a node's network, since a process has only one: does what it reads, a line an answer.</summary>
internal static class NodeChild
{
    private const int Port = 7001;

    private const string Nobody = "nobody";

    /// <summary>Then it is clear enough that something is wrong.</summary>
    private const int MostSilences = 5;

    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(1);

    /// <summary>Carries out commands until its input ends.</summary>
    public static async Task ObeyAsync(string pool, string nft)
    {
        var range = AddressRange.Parse(pool);
        var fence = new AddressFence(range, nft);
        var addresses = new PoolIpProvider(range);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            try
            {
                Console.WriteLine(await DoAsync(line.Split(' '), addresses, fence));
            }
            catch (FireCampException e)
            {
                Console.WriteLine($"{e.ErrorId}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }
    }

    /// <summary>Answers its name to every packet that comes to the address, until it is killed.</summary>
    public static async Task EchoAsync(string address, string name)
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Parse(address), Port));
        Console.WriteLine("ready");
        while (true)
        {
            var packet = await socket.ReceiveAsync();
            try
            {
                await socket.SendAsync(Encoding.ASCII.GetBytes(name), packet.RemoteEndPoint);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
            {
                // So the kernel tells a sender whose packet the fence has dropped.
            }
        }
    }

    private static async Task<string> DoAsync(string[] command, PoolIpProvider addresses, AddressFence fence)
    {
        switch (command)
        {
            case ["assign", var address]:
                await addresses.AssignAsync(address, CancellationToken.None);
                return "done";
            case ["release", var address]:
                await addresses.ReleaseAsync(address, CancellationToken.None);
                return "done";
            case ["renew", var milliseconds, var times, .. var all]:
                for (var time = 0; time < int.Parse(times); time++)
                {
                    await fence.RenewAsync(all, TimeSpan.FromMilliseconds(int.Parse(milliseconds)), CancellationToken.None);
                }

                return "done";
            case ["open"]:
                await fence.RemoveAsync(CancellationToken.None);
                return "done";
            case ["ask", var address, var times]:
                return await AskAsync(address, int.Parse(times));
            default:
                return $"unknown: {string.Join(' ', command)}";
        }
    }

    // A packet that gets lost is not sent again, so that the shortest gap shows.
    private static async Task<string> AskAsync(string address, int times)
    {
        using var socket = new UdpClient(address, Port);
        var answers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var time = 0; time < times && answers.GetValueOrDefault(Nobody) < MostSilences; time++)
        {
            var name = await AnswerAsync(socket);
            answers[name] = answers.GetValueOrDefault(name) + 1;
        }

        return string.Join(' ', answers.Select(a => $"{a.Key}:{a.Value}"));
    }

    private static async Task<string> AnswerAsync(UdpClient socket)
    {
        using var limit = new CancellationTokenSource(AnsweredWithin);
        try
        {
            await socket.SendAsync("who?"u8.ToArray(), limit.Token);
            return Encoding.ASCII.GetString((await socket.ReceiveAsync(limit.Token)).Buffer);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            return Nobody;
        }
    }
}
