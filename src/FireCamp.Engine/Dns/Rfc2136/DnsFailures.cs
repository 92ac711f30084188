using System.Net;
using ARSoft.Tools.Net.Dns;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>Says what a server's refusal means, naming server, zone and key, and what to do.</summary>
internal sealed class DnsFailures(Rfc2136Settings settings, IPEndPoint server)
{
    // In a signature's error field this number means BADSIG; elsewhere it means BADVERS.
    private const ReturnCode BadSignature = ReturnCode.BadVersion;

    private string Place => $"DNS server {server}, zone {settings.Zone}";

    private string Key => $"key {settings.Key}";

    public DnsException Silent(string why, Exception? inner = null) => new("DnsUnreachable", $"{Place}: no answer ({why}).",
        $"See that the server runs and that port {server.Port} is open for TCP from here, then repeat.", isTemporary: true, inner);

    public DnsException Unsigned() => new("DnsAnswerUnsigned", $"{Place}: the answer is not signed with {Key}, so it may be anybody's.",
        "See that the address is the server's own, and that nothing between changes DNS messages.");

    public DnsException Aliased(string host, string alias) => new("DnsNameTaken",
        $"{Place}: {host} is an alias of {alias} (CNAME) and can't have an address. Nothing was changed.",
        "Remove that record, which is none of FireCamp's, or give the service another name.");

    public DnsException NotServed(string host, string seen, string wanted) => new("DnsNotServed",
        $"{Place}: it accepted the update, but for {host} it answers {seen} instead of {wanted}.",
        "See that the server named first is the zone's primary, and that nothing else writes these names; then repeat.", isTemporary: true);

    /// <summary>Null where the answer is none of a refusal.</summary>
    public DnsException? Find(DnsRequest request, ReturnCode code, ReturnCode signature)
        => signature != ReturnCode.NoError ? OfSignature(request, signature) : code switch
        {
            ReturnCode.NoError => null,
            ReturnCode.NxDomain when request == DnsRequest.Query => null,
            ReturnCode.Refused => Refused(request, "REFUSED"),
            ReturnCode.NotImplemented => Refused(request, "NOTIMP"),
            ReturnCode.NotAuthoritive => new("DnsZoneUnknown", $"{Place}: the server has no such zone, or {Key} has no rights in it (NOTAUTH).",
                "Name the zone's primary server first, and the zone as it is called there; let the key update and transfer it."),
            ReturnCode.NotZone => new("DnsZoneUnknown", $"{Place}: names of {settings.Domain} don't lie in the zone (NOTZONE).",
                "Name the zone that the domain lies in."),
            ReturnCode.ServerFailure => new("DnsServerFailed", $"{Place}: the server can't do it now (SERVFAIL).",
                "See in the server's log whether the zone is loaded and its files can be written, then repeat.", isTemporary: true),
            _ => new("DnsServerFailed", $"{Place}: the server answers {code} ({(int)code}).", "See in the server's log what it objects to."),
        };

    private DnsException OfSignature(DnsRequest request, ReturnCode signature) => signature switch
    {
        BadSignature or ReturnCode.BadTrunc => new("DnsKeyRefused", $"{Place}: the signature of {Key} is wrong (BADSIG).",
            "Compare the key's secret and algorithm with the server's."),
        ReturnCode.BadKey => new("DnsKeyRefused", $"{Place}: the server doesn't know {Key}, or doesn't let it {Doing(request)} (BADKEY).",
            "Compare the key's name and algorithm with the server's, and let the key update and transfer the zone."),
        ReturnCode.BadTime => new("DnsClockSkew", $"{Place}: this machine's clock and the server's differ by more than five minutes (BADTIME).",
            "Set both by NTP, then repeat."),
        _ => new("DnsKeyRefused", $"{Place}: the server doesn't accept {Key} (error {(int)signature}).", "See in the server's log why."),
    };

    private DnsException Refused(DnsRequest request, string code) => request switch
    {
        DnsRequest.Update => new("DnsUpdateRefused", $"{Place}: {Key} may not update the zone ({code}).",
            "Let the key update it: allow-update or update-policy in BIND, an acl with action update in Knot; or name the primary first."),
        DnsRequest.Transfer => new("DnsTransferRefused", $"{Place}: {Key} may not list the zone ({code}).",
            "Let the key transfer it: allow-transfer in BIND, an acl with action transfer in Knot."),
        _ => new("DnsQueryRefused", $"{Place}: the server doesn't answer queries from here ({code}).", "Let this machine query the zone."),
    };

    private static string Doing(DnsRequest request) => request switch
    {
        DnsRequest.Update => "update the zone",
        DnsRequest.Transfer => "list the zone",
        _ => "query the zone",
    };
}
