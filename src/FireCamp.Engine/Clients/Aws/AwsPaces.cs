using System.Collections.Concurrent;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>The pace of each family of calls of one account and region.</summary>
internal sealed class AwsPaces(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AwsPace> paces = new(StringComparer.Ordinal);

    public AwsPace Of(AwsCallName call) => paces.GetOrAdd(call.Family, _ => new AwsPace(time));
}
