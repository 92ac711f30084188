using FireCamp.Engine.Metadata.Etcd;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Which endpoints of an etcd answer, and how many may be lost.</summary>
public sealed class StoreEndpointCheck(string url, string cluster, TimeProvider time) : IClusterCheck
{
    private const int Fewest = 3;

    public string Name => "StoreEndpoint";

    public string Target => EtcdAddressReader.Shown(url);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var answers = await EtcdMetadataStore.AskEndpointsAsync(url, cluster, time, cancel).ConfigureAwait(false);
        return
        [
            .. answers.Select(a => a.Value.Length == 0
                ? Finding.Passed(a.Key, "It answers, and knows a leader.")
                : Finding.Warning(a.Key, $"{a.Value}.", "Mend it before another is lost: etcd needs more than half of its members.")),
            .. answers.Count < Fewest
                ? (Finding[])[Finding.Warning(Target, $"{answers.Count} of etcd's endpoints {(answers.Count == 1 ? "is" : "are")} named: the store "
                    + "is out of reach when one is lost.", "Use an etcd of three members, and name them all.")]
                : [],
        ];
    }
}
