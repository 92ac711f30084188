using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;

namespace FireCamp.Engine.Network;

/// <summary>An ARP packet for IPv4 over Ethernet (RFC 826), with its Ethernet header.</summary>
internal sealed record ArpPacket(bool IsReply, PhysicalAddress SenderHardware, IPAddress Sender, PhysicalAddress TargetHardware, IPAddress Target)
{
    public const ushort EtherType = 0x0806;

    private const int Length = 14 + 28;
    private const ushort Ethernet = 1;
    private const ushort Ip = 0x0800;
    private const ushort Request = 1;
    private const ushort Reply = 2;

    private static readonly PhysicalAddress Everybody = new([255, 255, 255, 255, 255, 255]);
    private static readonly PhysicalAddress Nobody = new(new byte[6]);

    /// <summary>Asks who has the address, without a claim to it: nobody's table changes (RFC 5227).</summary>
    public static ArpPacket Probe(PhysicalAddress own, IPAddress address) => new(false, own, IPAddress.Any, Nobody, address);

    /// <summary>Tells everybody that the address is here, as a request: what tables know of it changes (RFC 5227).</summary>
    public static ArpPacket Announcement(PhysicalAddress own, IPAddress address) => new(false, own, address, Nobody, address);

    /// <summary>The same as a reply, for those who change their tables only on one.</summary>
    public static ArpPacket AnnouncementAsReply(PhysicalAddress own, IPAddress address) => new(true, own, address, Everybody, address);

    /// <summary>Null for anything else.</summary>
    public static ArpPacket? Parse(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Length || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != EtherType)
        {
            return null;
        }

        var body = frame[14..];
        var isArp = BinaryPrimitives.ReadUInt16BigEndian(body) == Ethernet
            && BinaryPrimitives.ReadUInt16BigEndian(body[2..]) == Ip
            && body[4] == 6
            && body[5] == 4;
        return isArp && BinaryPrimitives.ReadUInt16BigEndian(body[6..]) is Request or Reply
            ? new ArpPacket(body[7] == Reply, new(body[8..14].ToArray()), new(body[14..18]), new(body[18..24].ToArray()), new(body[24..28]))
            : null;
    }

    /// <summary>As it goes to everybody on the network.</summary>
    public byte[] ToFrame()
    {
        var frame = new byte[Length];
        Everybody.GetAddressBytes().CopyTo(frame, 0);
        SenderHardware.GetAddressBytes().CopyTo(frame, 6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), EtherType);
        var body = frame.AsSpan(14);
        BinaryPrimitives.WriteUInt16BigEndian(body, Ethernet);
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], Ip);
        body[4] = 6;
        body[5] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(body[6..], IsReply ? Reply : Request);
        SenderHardware.GetAddressBytes().CopyTo(body[8..]);
        Sender.GetAddressBytes().CopyTo(body[14..]);
        TargetHardware.GetAddressBytes().CopyTo(body[18..]);
        Target.GetAddressBytes().CopyTo(body[24..]);
        return frame;
    }

    /// <summary>Whether this shows that another than <paramref name="own"/> has the address, or is about to take it.</summary>
    public bool Disputes(IPAddress address, PhysicalAddress own)
        => !SenderHardware.Equals(own)
            && (Sender.Equals(address) || (!IsReply && Sender.Equals(IPAddress.Any) && Target.Equals(address)));
}
