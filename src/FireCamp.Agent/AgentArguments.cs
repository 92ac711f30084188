using System.Net;
using FireCamp.Engine.Model;

namespace FireCamp.Agent;

/// <summary>
/// What an agent is started with: <c>--home ROOT --cluster NAME --node NODE</c>; where it promotes replicas <c>--catalog FOLDERS</c>; where it
/// answers other machines too <c>--listen ADDRESS:PORT --identity FOLDER</c>; and on a Swarm node <c>--platform Swarm</c>. Or <c>@FILE</c> with
/// these, a word a line.
/// </summary>
internal sealed record AgentArguments(string Home, string Cluster, string Node)
{
    private const string Usage = "Start it as: FireCamp.Agent --home ROOT --cluster NAME --node NODE [--catalog FOLDERS]"
        + " [--listen ADDRESS:PORT --identity FOLDER]"
        + " [--platform Swarm [--role member|manager|both] [--docker-socket FILE] [--plugin-socket FILE]"
        + " [--store URL] [--shared-storage FOLDER] [--static-ip-pool RANGE]]";

    private static readonly string[] OfSwarm = ["--role", "--docker-socket", "--plugin-socket", "--store", "--shared-storage", "--static-ip-pool"];

    private static readonly string[] Known = ["--home", "--cluster", "--node", "--catalog", "--listen", "--identity", "--platform", .. OfSwarm];

    /// <summary>An address of this node's own, and a port; null for the unix socket alone.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>The folder of the certificate that it shows there; set exactly when <see cref="Listen"/> is.</summary>
    public string? Identity { get; init; }

    /// <summary>Folders of the kinds whose replicas it may have to promote, separated like PATH; none where it promotes nobody.</summary>
    public IReadOnlyList<string> Catalog { get; init; } = [];

    /// <summary>What an agent beside a dockerd needs more; null on Local.</summary>
    public SwarmArguments? Swarm { get; init; }

    /// <exception cref="FireCampException">One is missing, unknown or no name, or the file can't be read.</exception>
    public static AgentArguments Parse(IReadOnlyList<string> args)
    {
        args = args is [['@', .. var file]] ? Lines(file) : args;
        var values = new Dictionary<string, string>();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (!Known.Contains(args[i]) || i + 1 == args.Count)
            {
                throw Wrong($"'{args[i]}' is not understood.");
            }

            values[args[i]] = args[i + 1];
        }

        var listens = values.ContainsKey("--listen") || values.ContainsKey("--identity");
        return new(Path.GetFullPath(Value("--home")), Name("cluster", NameRules.ClusterNameLength), Name("node", NameRules.LabelLength))
        {
            Listen = listens ? Address(Value("--listen")) : null,
            Identity = listens ? Path.GetFullPath(Value("--identity")) : null,
            Catalog = values.GetValueOrDefault("--catalog")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [],
            Swarm = SwarmOf(values),
        };

        string Value(string key) => values.GetValueOrDefault(key) ?? throw Wrong($"{key} is missing.");

        string Name(string noun, int length)
            => NameRules.Check(noun, Value($"--{noun}"), length) is { } mistake ? throw Wrong(mistake.ToString()) : Value($"--{noun}");
    }

    private static string[] Lines(string file)
    {
        try
        {
            return [.. File.ReadAllLines(file).Where(l => l.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"its arguments can't be read: {e.Message}");
        }
    }

    // The others are told to call just this.
    private static IPEndPoint Address(string text)
        => IPEndPoint.TryParse(text, out var address) && address.Port > 0 && !address.Address.Equals(IPAddress.Any)
            && !address.Address.Equals(IPAddress.IPv6Any)
            ? address
            : throw Wrong($"'{text}' is no address of a node with a port, such as 10.0.0.1:7400.");

    private static SwarmArguments? SwarmOf(Dictionary<string, string> values)
    {
        var platform = values.GetValueOrDefault("--platform") ?? "Local";
        if (platform == "Swarm")
        {
            var standard = new SwarmArguments();
            return new SwarmArguments
            {
                Duties = DutiesOf(values.GetValueOrDefault("--role") ?? "member"),
                DockerSocket = values.GetValueOrDefault("--docker-socket") ?? standard.DockerSocket,
                PluginSocket = values.GetValueOrDefault("--plugin-socket") ?? standard.PluginSocket,
                Store = values.GetValueOrDefault("--store"),
                SharedStorage = values.GetValueOrDefault("--shared-storage"),
                StaticIpPool = values.GetValueOrDefault("--static-ip-pool"),
            };
        }

        return platform != "Local" ? throw Wrong($"there is no platform '{platform}' for agents; there are Local and Swarm.")
            : values.Keys.FirstOrDefault(OfSwarm.Contains) is { } key
                ? throw Wrong($"{key} goes with --platform Swarm.")
                : null;
    }

    private static NodeDuties DutiesOf(string role) => role switch
    {
        "member" => NodeDuties.Members,
        "manager" => NodeDuties.Guard,
        "both" => NodeDuties.Members | NodeDuties.Guard,
        _ => throw Wrong($"there is no role '{role}'; there are member, manager and both."),
    };

    private static FireCampException Wrong(string what) => new("AgentArgumentsInvalid", $"The agent was not started: {what}", Usage);
}
