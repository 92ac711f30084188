using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>What answers at an agent's address can't prove that it is that agent; nothing was asked of it.</summary>
public sealed class AgentCertificateException(string endpoint, CertificateFault fault)
    : FireCampException(
        IdOf(fault),
        $"What answers at {endpoint} is not trusted to be the agent: {WhyOf(fault)}",
        NextOf(fault))
{
    private const string Renew = "renew the node's certificate with Install-FireCampAgent (docs/security.md).";

    public CertificateFault Fault { get; } = fault;

    /// <summary>What an agent answers a caller whose certificate it doesn't accept.</summary>
    public static AgentError RefusalOf(CertificateFault fault)
        => new(IdOf(fault), $"The agent refuses the caller: {WhyOf(fault)}", NextOf(fault));

    private static string IdOf(CertificateFault fault) => fault switch
    {
        CertificateFault.Missing => "AgentCertificateMissing",
        CertificateFault.OtherCluster => "AgentCertificateUntrusted",
        CertificateFault.Expired => "AgentCertificateExpired",
        CertificateFault.OtherRole => "AgentCertificateRole",
        _ => "AgentCertificateName",
    };

    private static string WhyOf(CertificateFault fault) => fault switch
    {
        CertificateFault.Missing => "no certificate was shown.",
        CertificateFault.OtherCluster => "no authority of this cluster has issued the certificate shown; it is another cluster's, or an old one.",
        CertificateFault.Expired => "the certificate shown has expired, or is not valid yet.",
        CertificateFault.OtherRole => "the certificate shown is not for this use.",
        _ => "the certificate shown is for another name or address.",
    };

    private static string NextOf(CertificateFault fault) => fault switch
    {
        CertificateFault.Expired => $"Compare the clocks of both machines; if they agree, {Renew}",
        CertificateFault.OtherName => "If the node's address has changed, give it a new certificate; if not, something else has its address.",
        CertificateFault.OtherCluster => $"See whether the address belongs to this cluster; if so, {Renew}",
        _ => "Call the agent from an engine that has a certificate of this cluster (docs/security.md).",
    };
}
