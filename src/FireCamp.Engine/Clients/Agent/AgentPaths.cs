using System.Globalization;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>The agent's HTTP paths, shared by both sides.</summary>
public static class AgentPaths
{
    public const string Health = "/v1/health";

    /// <summary>Route template of exec; see <see cref="Exec"/>.</summary>
    public const string ExecTemplate = "/v1/members/{service}/{member}/exec";

    /// <summary>Route template of a member's files; see <see cref="Files"/>.</summary>
    public const string FilesTemplate = "/v1/members/{service}/{member}/files";

    /// <summary>Route template of a new look; see <see cref="Look"/>.</summary>
    public const string LookTemplate = "/v1/members/{service}/{member}/look";

    /// <summary>Route template of a refresh; see <see cref="Refresh"/>.</summary>
    public const string RefreshTemplate = "/v1/members/{service}/{member}/refresh";

    public const string Pledges = "/v1/pledges";

    /// <summary>Answers 202; then the agent ends its members and itself in order.</summary>
    public const string Stop = "/v1/stop";

    /// <summary>Route template of logs; see <see cref="Logs"/>.</summary>
    public const string LogsTemplate = "/v1/logs/{member}";

    /// <summary>Route template of what the agent sees of the shared storage.</summary>
    public const string StorageTemplate = "/v1/storage/{token}";

    /// <summary>The images that the node gets ahead, for members that may come to it.</summary>
    public const string Images = "/v1/images";

    /// <summary>Prometheus' text format.</summary>
    public const string Metrics = "/metrics";

    /// <summary>Media type of streamed answers: one JSON object a line.</summary>
    public const string NdJson = "application/x-ndjson";

    public static string Exec(string service, string member) => $"{Member(service, member)}/exec";

    public static string Look(string service, string member) => $"{Member(service, member)}/look";

    public static string Files(string service, string member) => $"{Member(service, member)}/files";

    public static string Refresh(string service, string member) => $"{Member(service, member)}/refresh";

    public static string Storage(string token) => $"/v1/storage/{Uri.EscapeDataString(token)}";

    /// <param name="since">Only lines from then on; written as ISO 8601 (round trip).</param>
    public static string Logs(string member, int? tail, DateTimeOffset? since, bool follow)
    {
        var query = new List<string>();
        if (tail is { } lines)
        {
            query.Add(string.Create(CultureInfo.InvariantCulture, $"tail={lines}"));
        }

        if (since is { } from)
        {
            query.Add($"since={Uri.EscapeDataString(from.ToString("O", CultureInfo.InvariantCulture))}");
        }

        if (follow)
        {
            query.Add("follow=true");
        }

        var path = $"/v1/logs/{Uri.EscapeDataString(member)}";
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static string Member(string service, string member)
        => $"/v1/members/{Uri.EscapeDataString(service)}/{Uri.EscapeDataString(member)}";
}
