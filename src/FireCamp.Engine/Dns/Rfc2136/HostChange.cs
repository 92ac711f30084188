using System.Net;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>What a host is to have.</summary>
/// <param name="Address">Null for no address.</param>
internal sealed record HostChange(string Host, IPAddress? Address)
{
    // A name that was there before is a pointer of two bytes. Three records have 10 bytes of fields each, and one of them an address.
    private const int FixedBytes = 2 + (2 * 2) + (3 * 10) + 16;

    // Pointers reach 16,383 bytes at most, and the library writes wrong ones beyond. The zone's name and the signature take their part.
    private const int MessageBytes = 15_500;

    private int Bytes => FixedBytes + Host.Length;

    /// <summary>As few messages as hold them all.</summary>
    public static IEnumerable<IReadOnlyList<HostChange>> Messages(IEnumerable<HostChange> changes)
    {
        var message = new List<HostChange>();
        var bytes = 0;
        foreach (var change in changes)
        {
            if (bytes + change.Bytes > MessageBytes)
            {
                yield return message;
                (message, bytes) = ([], 0);
            }

            message.Add(change);
            bytes += change.Bytes;
        }

        if (message.Count > 0)
        {
            yield return message;
        }
    }
}
