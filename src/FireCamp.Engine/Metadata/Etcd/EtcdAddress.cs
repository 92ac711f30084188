namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Where an etcd is and how it is spoken to, as its URL says: see <see cref="EtcdAddressReader"/>.</summary>
public sealed record EtcdAddress
{
    public const string Scheme = "etcd";

    public const int DefaultPort = 2379;

    public const string DefaultPrefix = "/firecamp";

    /// <summary>Longer than an election of etcd takes: 1 to 2 s, and up to 4 s until all its nodes answer again.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(6);

    /// <summary>Each as <c>host:port</c>, an IPv6 address in brackets. At least one.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>Under it lies a folder for each cluster. Starts with a slash and ends with none.</summary>
    public string Prefix { get; init; } = DefaultPrefix;

    public bool Tls { get; init; }

    /// <summary>The only authorities that are trusted, as PEM; null for those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>The certificate that is shown to etcd, as PEM; null for none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The key of <see cref="CertificateFile"/>, as PEM.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Null when etcd asks for no user, or knows him by his certificate.</summary>
    public string? User { get; init; }

    /// <summary>Holds the user's password, alone or with a line break behind it.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>How long one call may take, all endpoints tried; twice that when it must find out what became of a write.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Whether FireCamp lets etcd forget what is long overwritten; that is for all that etcd holds, also others'.</summary>
    public bool Compact { get; init; } = true;

    /// <summary>The URL's part that tells stores apart; it holds no secret.</summary>
    public override string ToString() => $"{Scheme}://{string.Join(',', Endpoints)}{Prefix}";
}
