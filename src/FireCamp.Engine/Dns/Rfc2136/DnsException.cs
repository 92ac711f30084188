using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>A DNS server doesn't do what it was asked. What was meant to change may have changed in part; repeat it.</summary>
/// <remarks>
/// Ids: <c>DnsUnreachable</c>, <c>DnsServerFailed</c>, <c>DnsKeyRefused</c>, <c>DnsClockSkew</c>, <c>DnsZoneUnknown</c>,
/// <c>DnsUpdateRefused</c>, <c>DnsTransferRefused</c>, <c>DnsQueryRefused</c>, <c>DnsAnswerUnsigned</c>, <c>DnsNotServed</c>,
/// <c>DnsNameTaken</c>.
/// </remarks>
public sealed class DnsException(string errorId, string message, string nextStep, bool isTemporary = false, Exception? inner = null)
    : FireCampException(errorId, message, nextStep, inner)
{
    public override bool IsTemporary => isTemporary;

    /// <summary>No answer came, so that another server may be asked.</summary>
    internal bool IsSilence => ErrorId == "DnsUnreachable";

    /// <summary>The server has no objection to the key, but gives no answer to this.</summary>
    internal bool IsRefusal => ErrorId is "DnsQueryRefused" or "DnsTransferRefused";
}
