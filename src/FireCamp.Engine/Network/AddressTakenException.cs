using System.Net.NetworkInformation;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Network;

/// <summary>Another machine on the network has a member's address. This node has not taken it.</summary>
public sealed class AddressTakenException(string address, PhysicalAddress holder, string at)
    : FireCampException("AddressTaken", $"Address {address} can't be taken on {at}: {Text(holder)} has it.",
        $"Find that machine by its hardware address. If it is none of the cluster, take {address} from it or out of the static-IP pool; "
        + "if it is a node, its claim on the member is not over yet, or it runs without the kernel's fence.")
{
    /// <summary>In the form <c>02:00:0a:00:00:0b</c>.</summary>
    public string Holder { get; } = Text(holder);

    /// <summary>The old node may be about to give it up.</summary>
    public override bool IsTemporary => true;

    internal static string Text(PhysicalAddress hardware)
        => string.Join(':', hardware.GetAddressBytes().Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
