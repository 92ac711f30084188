using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ec2;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Network;

/// <summary>How many members with an address, and how many volumes, EC2 lets a node have: looked at before anything is planned.</summary>
/// <param name="Addresses">On one interface, besides the node's own.</param>
/// <param name="Volumes">Besides the root; null where EC2 doesn't say.</param>
public sealed record Ec2NodeLimits(string Instance, string Type, int Addresses, int? Volumes)
{
    /// <summary>Those of the instances that exist.</summary>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public static async Task<IReadOnlyList<Ec2NodeLimits>> ListAsync(
        AwsConnection aws, IReadOnlyCollection<string> instances, CancellationToken cancel)
    {
        var ec2 = new Ec2Interfaces(aws);
        var types = await ec2.TypesOfAsync(instances, cancel).ConfigureAwait(false);
        var limits = (await ec2.ListTypeLimitsAsync(types.Values, cancel).ConfigureAwait(false)).ToDictionary(l => l.Type);
        return
        [
            .. types.Where(t => limits.ContainsKey(t.Value)).OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => new Ec2NodeLimits(t.Key, t.Value, limits[t.Value].AddressesPerInterface - 1, limits[t.Value].Attachments - 1)),
        ];
    }

    /// <summary>What is wrong with giving this node so many of each. Pure.</summary>
    public IEnumerable<Mistake> Mistakes(int addresses, int volumes)
    {
        if (addresses > Addresses)
        {
            yield return new Mistake(Instance, $"{addresses} members with addresses; {Type} has room for {Addresses} on an interface");
        }

        if (Volumes is { } most && volumes > most)
        {
            yield return new Mistake(Instance, $"{volumes} volumes; {Type} takes {most} besides the root");
        }
    }
}
