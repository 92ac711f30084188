using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>The file with the key that signs DNS updates can't be used.</summary>
public sealed class DnsKeyException(string message, string nextStep, Exception? inner = null)
    : FireCampException("DnsKeyUnreadable", message, nextStep, inner);
