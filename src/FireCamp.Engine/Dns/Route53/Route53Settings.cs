using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns.Route53;

/// <summary>Which zone of Route 53 names lie in.</summary>
public sealed record Route53Settings
{
    /// <summary>The hosted zone's id, such as <c>Z0123456789ABCDEFGHIJ</c>.</summary>
    public required string ZoneId { get; init; }

    /// <summary>The domain of the cluster's names, in that zone.</summary>
    public required string Domain { get; init; }

    /// <summary>How long clients may go on with an address that they have looked up. Default 5 s.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a change is waited for until all of Route 53's servers answer with it, which they do within a minute. Default 2 min; zero
    /// for those who can't wait, such as a member that moves.
    /// </summary>
    public TimeSpan SyncWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Between two looks at whether they do. Default 2 s.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <exception cref="InvalidInputException">They are wrong; names every mistake.</exception>
    internal void Check()
    {
        List<Mistake> mistakes =
        [
            .. ZoneId.Length == 0 || ZoneId.Contains('/', StringComparison.Ordinal)
                ? (Mistake[])[new Mistake("ZoneId", $"'{ZoneId}' is no zone's id such as Z0123456789ABCDEFGHIJ")] : [],
            .. Uri.CheckHostName(Domain) != UriHostNameType.Dns ? (Mistake[])[new Mistake("Domain", $"'{Domain}' is no domain")] : [],
            .. Ttl < TimeSpan.FromSeconds(1) || Ttl > TimeSpan.FromDays(1)
                ? (Mistake[])[new Mistake("Ttl", $"{Duration.Format(Ttl)}; 1s to 1d is possible")] : [],
        ];
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("DnsSettingsInvalid", $"Route 53 for {Domain}", mistakes);
        }
    }
}
