using Etcdserverpb;
using Grpc.Core;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Finds out why nobody answered: each endpoint tells of itself even when the etcd as a whole can do nothing.</summary>
internal static class EtcdQuorum
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>Sentences: what is wrong with the etcd, and what each endpoint did.</summary>
    public static async Task<string> ExplainAsync(
        EtcdCluster cluster, IReadOnlyDictionary<EtcdEndpoint, EtcdFailure> failures, CancellationToken cancel)
    {
        var asked = cluster.Endpoints.Where(e => failures.GetValueOrDefault(e) is not { IsDown: true }).ToList();
        var answers = await Task.WhenAll(asked.Select(e => AskAsync(cluster, e, cancel))).ConfigureAwait(false);
        var status = asked.Zip(answers).Where(a => a.Second is not null).ToDictionary(a => a.First, a => a.Second!);
        var tried = cluster.Endpoints.Select(e => $"{e.Name}: {Tell(failures.GetValueOrDefault(e), status.GetValueOrDefault(e))}");
        return $"{Summary(cluster, status.Values)} Tried {string.Join("; ", tried)}.";
    }

    /// <summary>Every endpoint with what is wrong with it; empty for one that serves.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AskAllAsync(EtcdCluster cluster, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(cluster.Endpoints.Select(e => AskAsync(cluster, e, cancel))).ConfigureAwait(false);
        return cluster.Endpoints.Zip(answers).ToDictionary(
            a => a.First.Name,
            a => a.Second switch { null => "It doesn't answer", { Leader: 0 } => "It is up, but knows no leader", _ => "" });
    }

    private static string Summary(EtcdCluster cluster, IReadOnlyCollection<StatusResponse> answers)
    {
        var all = cluster.Endpoints.Count;
        if (answers.Count == 0)
        {
            return all == 1 ? "it does not answer." : $"none of its {all} endpoints answers.";
        }

        return answers.All(a => a.Leader == 0)
            ? $"it is without quorum: {answers.Count} of {all} endpoints {(answers.Count == 1 ? "answers" : "answer")}, and there is no leader."
            : $"it is too slow: {answers.Count} of {all} endpoints {(answers.Count == 1 ? "answers" : "answer")}, but the call took too long.";
    }

    private static string Tell(EtcdFailure? failure, StatusResponse? status) => (failure, status) switch
    {
        (_, { Leader: 0 }) => "it is up, but knows no leader",
        (null, not null) => "it is up",
        (not null, not null) => $"it is up, but {failure.Why}",
        (not null, null) => failure.Why,
        (null, null) => "no answer",
    };

    private static async Task<StatusResponse?> AskAsync(EtcdCluster cluster, EtcdEndpoint endpoint, CancellationToken cancel)
    {
        try
        {
            var deadline = (cluster.Time.GetUtcNow() + Patience).UtcDateTime;
            return await endpoint.Upkeep.StatusAsync(new StatusRequest(), deadline: deadline, cancellationToken: cancel).ConfigureAwait(false);
        }
        catch (RpcException)
        {
            cancel.ThrowIfCancellationRequested();
            return null;
        }
    }
}
