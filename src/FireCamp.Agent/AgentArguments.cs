using System.Net;
using FireCamp.Engine.Model;

namespace FireCamp.Agent;

/// <summary>
/// What an agent is started with: <c>--home ROOT --cluster NAME --node NODE</c>, and where it answers other machines too
/// <c>--listen ADDRESS:PORT --identity FOLDER</c>.
/// </summary>
internal sealed record AgentArguments(string Home, string Cluster, string Node)
{
    private const string Usage = "Start it as: FireCamp.Agent --home ROOT --cluster NAME --node NODE [--listen ADDRESS:PORT --identity FOLDER]";

    /// <summary>An address of this node's own, and a port; null for the unix socket alone.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>The folder of the certificate that it shows there; set exactly when <see cref="Listen"/> is.</summary>
    public string? Identity { get; init; }

    /// <exception cref="FireCampException">One is missing, unknown or no name.</exception>
    public static AgentArguments Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--home" or "--cluster" or "--node" or "--listen" or "--identity") || i + 1 == args.Count)
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
        };

        string Value(string key) => values.GetValueOrDefault(key) ?? throw Wrong($"{key} is missing.");

        string Name(string noun, int length)
            => NameRules.Check(noun, Value($"--{noun}"), length) is { } mistake ? throw Wrong(mistake.ToString()) : Value($"--{noun}");
    }

    // The others are told to call just this.
    private static IPEndPoint Address(string text)
        => IPEndPoint.TryParse(text, out var address) && address.Port > 0 && !address.Address.Equals(IPAddress.Any)
            && !address.Address.Equals(IPAddress.IPv6Any)
            ? address
            : throw Wrong($"'{text}' is no address of a node with a port, such as 10.0.0.1:7400.");

    private static FireCampException Wrong(string what) => new("AgentArgumentsInvalid", $"The agent was not started: {what}", Usage);
}
