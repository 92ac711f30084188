using FireCamp.Engine.Model;

namespace FireCamp.Agent;

/// <summary>What an agent is started with: <c>--home ROOT --cluster NAME --node NODE</c>.</summary>
internal sealed record AgentArguments(string Home, string Cluster, string Node)
{
    private const string Usage = "Start it as: FireCamp.Agent --home ROOT --cluster NAME --node NODE";

    /// <exception cref="FireCampException">One is missing, unknown or no name.</exception>
    public static AgentArguments Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--home" or "--cluster" or "--node") || i + 1 == args.Count)
            {
                throw Wrong($"'{args[i]}' is not understood.");
            }

            values[args[i]] = args[i + 1];
        }

        return new(Path.GetFullPath(Value("--home")), Name("cluster", NameRules.ClusterNameLength), Name("node", NameRules.LabelLength));

        string Value(string key) => values.GetValueOrDefault(key) ?? throw Wrong($"{key} is missing.");

        string Name(string noun, int length)
            => NameRules.Check(noun, Value($"--{noun}"), length) is { } mistake ? throw Wrong(mistake.ToString()) : Value($"--{noun}");
    }

    private static FireCampException Wrong(string what) => new("AgentArgumentsInvalid", $"The agent was not started: {what}", Usage);
}
