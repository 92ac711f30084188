using System.Runtime.CompilerServices;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs.CloudWatch;

/// <summary>Reads members' logs from CloudWatch, where Docker's <c>awslogs</c> driver puts what their containers write.</summary>
/// <remarks>
/// Each task of a member has a stream, <c>&lt;member&gt;/&lt;container&gt;/&lt;task&gt;</c>. Lines are as late as the driver and CloudWatch make
/// them, some seconds. Which of a process's two outputs a line came from isn't told: it counts as <c>out</c>.
/// </remarks>
/// <param name="group">The cluster's log group.</param>
/// <param name="nodeOf">The node that a task ran on, by the task's id; null where it isn't known any more, and the task stands for it.</param>
public sealed class CloudWatchLogReader(
    AwsConnection aws, string group, TimeProvider time, Func<string, CancellationToken, Task<string?>>? nodeOf = null) : ILogReader
{
    /// <summary>All readers of an account and region share 25 calls a second.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public async IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var logs = query.Members.Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(m => new CloudWatchMemberLog(aws.Logs.Value, group, m, query, nodeOf ?? NoNode)).ToList();
        await foreach (var line in LogMerge.ByTimeAsync(logs.Select(l => l.ReadPresentAsync(cancel)), cancel).ConfigureAwait(false))
        {
            yield return line;
        }

        while (query.Follow)
        {
            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
            await foreach (var line in LogMerge.ByTimeAsync(logs.Select(l => l.ReadNewAsync(cancel)), cancel).ConfigureAwait(false))
            {
                yield return line;
            }
        }
    }

    private static Task<string?> NoNode(string task, CancellationToken cancel) => Task.FromResult<string?>(null);
}
