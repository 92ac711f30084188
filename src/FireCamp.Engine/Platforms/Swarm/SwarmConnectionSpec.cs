namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>How a swarm's managers are reached.</summary>
public sealed record SwarmConnectionSpec
{
    /// <summary>
    /// Docker's API on managers: <c>tcp://host:2376</c> (TLS with client certificates), <c>ssh://user@host</c> (the user's own ssh) or
    /// <c>unix:///var/run/docker.sock</c>. The next is asked when one doesn't answer.
    /// </summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>The certificate authority that signed the managers' certificates (PEM); needed for <c>tcp://</c>.</summary>
    public string? CaFile { get; init; }

    /// <summary>The client's certificate (PEM); needed for <c>tcp://</c>.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The client certificate's private key (PEM, without a password); needed for <c>tcp://</c>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>What is run for <c>ssh://</c>: a program that is called as ssh is.</summary>
    internal string SshProgram { get; init; } = "ssh";
}
