using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FireCamp.Engine.Network;

/// <summary>Packets of one Ethernet type on one interface (<c>sockaddr_ll</c>).</summary>
internal sealed class PacketEndPoint(int index, ushort etherType) : EndPoint
{
    private const int Size = 20;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, Size);
        var fields = address.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(fields[2..], etherType);
        // The kernel takes this field in the machine's own order.
        BitConverter.TryWriteBytes(fields[4..], index);
        return address;
    }
}
