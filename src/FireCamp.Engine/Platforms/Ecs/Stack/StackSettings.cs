using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using FireCamp.Engine.Clients.Aws.CloudFormation;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs.Stack;

/// <summary>What a cluster's stack is made of. All but the name and the zones have defaults.</summary>
public sealed record StackSettings
{
    private const int MostNodes = 100;
    private const int LongestCluster = 54;

    private static readonly int[] Retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365];

    public required string Cluster { get; init; }

    /// <summary>Two or three, in the order in which members are spread over them.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Default 1.</summary>
    public int NodesPerZone { get; init; } = 1;

    /// <summary>Default <c>m6i.large</c>.</summary>
    public string InstanceType { get; init; } = "m6i.large";

    /// <summary>Default <c>t3.small</c>.</summary>
    public string BastionType { get; init; } = "t3.small";

    /// <summary>The public SSM parameter that names the Bastion's image. Default: Amazon Linux 2023.</summary>
    public string BastionImage { get; init; } = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64";

    /// <summary>The public SSM parameter that names the nodes' image. Default: what Amazon recommends of Amazon Linux 2023 for ECS.</summary>
    public string NodeImage { get; init; } = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";

    /// <summary>The network, a /16 to a /20. Default <c>10.64.0.0/16</c>.</summary>
    public string VpcCidr { get; init; } = "10.64.0.0/16";

    /// <summary>Who may reach the Bastion's ssh, in CIDR form; empty, the default, for nobody: Session Manager needs no port.</summary>
    public string BastionFrom { get; init; } = "";

    /// <summary>How long CloudWatch keeps members' logs, in days. Default 30.</summary>
    public int LogDays { get; init; } = 30;

    /// <summary>Whether the table with the cluster's state can't be deleted. Default true.</summary>
    public bool Protected { get; init; } = true;

    /// <summary>All that is wrong with them.</summary>
    public IReadOnlyList<Mistake> Mistakes() =>
    [
        .. Cluster == NameRules.Key(Cluster) && NameRules.Check("cluster", Cluster, LongestCluster) is null
            ? (Mistake[])[] : [new Mistake("Name", $"'{Cluster}': a name in AWS has lower-case letters, digits and '-', and begins with a letter.")],
        .. Zones.Count is 2 or 3 && Zones.Distinct().Count() == Zones.Count
            ? (Mistake[])[] : [new Mistake("Zones", $"'{string.Join(", ", Zones)}': two or three zones of the region are needed.")],
        .. NodesPerZone is >= 0 and <= MostNodes
            ? (Mistake[])[] : [new Mistake("NodesPerZone", $"{NodesPerZone}: 0 to {MostNodes} are possible.")],
        .. IsNetwork(VpcCidr, 16, 20)
            ? (Mistake[])[] : [new Mistake("VpcCidr", $"'{VpcCidr}' is no network of /16 to /20, such as 10.64.0.0/16.")],
        .. BastionFrom.Length == 0 || IsNetwork(BastionFrom, 0, 32)
            ? (Mistake[])[] : [new Mistake("BastionFrom", $"'{BastionFrom}' is no network such as 198.51.100.0/24.")],
        .. Retentions.Contains(LogDays)
            ? (Mistake[])[] : [new Mistake("LogDays", $"{LogDays}: CloudWatch knows {string.Join(", ", Retentions)}.")],
    ];

    /// <summary>As CloudFormation is asked for it.</summary>
    internal StackRequest Request(string template) => new(ClusterStack.NameOf(Cluster), template, $"{Guid.NewGuid():N}")
    {
        Capabilities = ["CAPABILITY_IAM"],
        Tags = new Dictionary<string, string> { [EcsNames.ClusterTag] = Cluster },
        Parameters = new Dictionary<string, string>
        {
            ["Cluster"] = Cluster,
            // The template picks the third, though it makes nothing there when there are two.
            ["Zones"] = string.Join(',', Zones.Count == 2 ? [.. Zones, Zones[0]] : Zones),
            ["ZoneCount"] = Text(Zones.Count),
            ["VpcCidr"] = VpcCidr,
            ["PublicCidrs"] = string.Join(',', Parts()[..3]),
            ["PrivateCidrs"] = string.Join(',', Parts()[4..7]),
            ["NodesPerZone"] = Text(NodesPerZone),
            ["InstanceType"] = InstanceType,
            ["NodeImage"] = NodeImage,
            ["BastionType"] = BastionType,
            ["BastionImage"] = BastionImage,
            ["BastionFrom"] = BastionFrom,
            ["LogDays"] = Text(LogDays),
            ["Protected"] = Protected ? "true" : "false",
        },
    };

    /// <summary>The network in eight parts.</summary>
    private string[] Parts()
    {
        var whole = IPNetwork.Parse(VpcCidr);
        var first = BinaryPrimitives.ReadUInt32BigEndian(whole.BaseAddress.GetAddressBytes());
        var length = whole.PrefixLength + 3;
        return [.. Enumerable.Range(0, 8).Select(i => new IPNetwork(Address(first + ((uint)i << (32 - length))), length).ToString())];
    }

    private static IPAddress Address(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    private static bool IsNetwork(string text, int shortest, int longest)
        => IPNetwork.TryParse(text, out var network) && !text.Contains(':', StringComparison.Ordinal)
            && network.PrefixLength >= shortest && network.PrefixLength <= longest;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
