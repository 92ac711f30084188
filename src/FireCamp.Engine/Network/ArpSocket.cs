using System.Net;
using System.Net.Sockets;

namespace FireCamp.Engine.Network;

/// <summary>Speaks ARP on one interface: finds out who has an address, and tells everybody that it is here.</summary>
internal sealed class ArpSocket : IDisposable
{
    /// <summary>RFC 5227 asks three times; packets get lost.</summary>
    private const int Probes = 3;

    private readonly NodeInterface at;
    private readonly Socket socket;

    /// <exception cref="NetworkException">The interface is no Ethernet, or this process may not do that.</exception>
    public ArpSocket(NodeInterface at)
    {
        this.at = at;
        if (at.Hardware.GetAddressBytes().Length != 6)
        {
            throw new NetworkException($"Interface {at.Name} is no Ethernet, so addresses can't move to it by ARP.", "Name an Ethernet interface.");
        }

        try
        {
            socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Unspecified);
            socket.Bind(new PacketEndPoint(at.Index, ArpPacket.EtherType));
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new NetworkException($"ARP on {at.Name} is not possible: {e.Message}", "Run as root (CAP_NET_RAW).", e);
        }
    }

    /// <summary>Who else has the address or is about to take it; null when nobody said so within the given time.</summary>
    public async Task<ArpPacket?> FindOtherAsync(IPAddress address, TimeSpan within, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var answer = HearAsync(address, either.Token);
        for (var probe = 0; probe < Probes && !answer.IsCompleted; probe++)
        {
            await SendAsync(ArpPacket.Probe(at.Hardware, address), cancel).ConfigureAwait(false);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
            await Task.WhenAny(answer, Task.Delay(within / Probes, time, pause.Token)).ConfigureAwait(false);
            await pause.CancelAsync().ConfigureAwait(false);
        }

        var other = await answer.ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return other;
    }

    /// <summary>All tables on the network that know the address now lead here.</summary>
    public async Task AnnounceAsync(IPAddress address, CancellationToken cancel)
    {
        await SendAsync(ArpPacket.Announcement(at.Hardware, address), cancel).ConfigureAwait(false);
        await SendAsync(ArpPacket.AnnouncementAsReply(at.Hardware, address), cancel).ConfigureAwait(false);
    }

    public void Dispose() => socket.Dispose();

    private async Task<ArpPacket?> HearAsync(IPAddress address, CancellationToken cancel)
    {
        var frame = new byte[2048];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(frame, cancel).ConfigureAwait(false);
                if (ArpPacket.Parse(frame.AsSpan(0, length)) is { } packet && packet.Disputes(address, at.Hardware))
                {
                    return packet;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task SendAsync(ArpPacket packet, CancellationToken cancel)
    {
        try
        {
            await socket.SendAsync(packet.ToFrame(), cancel).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw new NetworkException($"ARP can't be sent on {at.Name}: {e.Message}", $"See that {at.Name} is up and connected, then repeat.", e);
        }
    }
}
