using Amazon.EC2;
using Amazon.EC2.Model;

namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>Tags in EC2's form.</summary>
internal static class Ec2Tags
{
    /// <summary>The tag that names the cluster: on everything that FireCamp makes.</summary>
    public const string Cluster = "firecamp:cluster";

    public static TagSpecification Specification(ResourceType type, IReadOnlyDictionary<string, string> tags)
        => new() { ResourceType = type, Tags = [.. tags.Select(t => new Tag(t.Key, t.Value))] };

    public static IReadOnlyDictionary<string, string> Read(IEnumerable<Tag>? tags)
        => (tags ?? []).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Last().Value ?? "");
}
