using System.Text;
using System.Text.RegularExpressions;
using FireCamp.Engine.Platforms.Ecs.Stack;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace FireCamp.Engine.Tests.Platforms.Ecs.Stack;

/// <summary>The template by itself, without anything that knows CloudFormation.</summary>
public sealed partial class StackTemplateTests
{
    private const int MostBytes = 51_200;

    private static readonly YamlMappingNode Root = Read();

    [Fact]
    public void Template_Whole_IsSmallEnoughAndUsesNothingThatCloudFormationDoesntKnow()
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(ClusterStack.Template()), 1, MostBytes);
        var parser = new Parser(new StringReader(ClusterStack.Template()));
        while (parser.MoveNext())
        {
            Assert.False(parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }, $"{parser.Current} at {parser.Current!.Start}");
        }
    }

    [Fact]
    public void Template_EveryReference_IsToSomethingThatIsThere()
    {
        HashSet<string> known = [.. NamesIn("Parameters"), .. NamesIn("Resources")];
        var conditions = NamesIn("Conditions").ToHashSet();
        var references = Root.AllNodes.OfType<YamlScalarNode>().SelectMany(ReferencesIn).ToList();

        Assert.True(references.Count > 150, $"{references.Count}");
        Assert.All(references.Where(r => !r.StartsWith("AWS::", StringComparison.Ordinal)), r => Assert.Contains(r, known));
        var used = Root.AllNodes.OfType<YamlMappingNode>().SelectMany(m => m.Children)
            .Where(c => $"{c.Key}" == "Condition" && c.Value is YamlScalarNode);
        Assert.All(used, c => Assert.Contains($"{c.Value}", conditions));
        Assert.All(NamesIn("Parameters"), p => Assert.Contains(p, references));
    }

    [Fact]
    public void Template_NoRule_OpensAPortToEverybody()
    {
        var open = Root.AllNodes.OfType<YamlMappingNode>()
            .Where(m => m.Children.ContainsKey("IpProtocol"))
            .Where(m => m.Children.Keys.Any(k => $"{k}".StartsWith("Cidr", StringComparison.Ordinal))).ToList();

        var bastion = Assert.Single(open);
        Assert.Equal(("22", "BastionFrom"), ($"{bastion["ToPort"]}", $"{bastion["CidrIp"]}"));
    }

    [Fact]
    public void Template_Machines_AreEncryptedAndWithoutKeysAndWantTokens()
    {
        var machines = Resources("AWS::EC2::LaunchTemplate").Select(r => (YamlMappingNode)r["Properties"]["LaunchTemplateData"]).ToList();

        Assert.Equal(2, machines.Count);
        Assert.All(machines, m => Assert.Equal("required", $"{m["MetadataOptions"]["HttpTokens"]}"));
        Assert.All(machines, m => Assert.Equal("true", $"{m["BlockDeviceMappings"][0]["Ebs"]["Encrypted"]}"));
        Assert.All(machines, m => Assert.False(m.Children.ContainsKey("KeyName")));
        var table = (YamlMappingNode)Resources("AWS::DynamoDB::Table").Single()["Properties"];
        Assert.Equal("true", $"{table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]}");
    }

    [Fact]
    public void Template_Roles_MayOnlyLookAtWhatIsntTheirs()
    {
        var statements = Resources("AWS::IAM::Role").SelectMany(r => (YamlSequenceNode)r["Properties"]["Policies"])
            .SelectMany(p => (YamlSequenceNode)p["PolicyDocument"]["Statement"]).Cast<YamlMappingNode>().ToList();
        string[] harmless =
            ["RunTasks", "FindEcs", "PullImages", "LookAtMachines", "Look", "ChangeVolumes", "AwaitNames", "DefineMembers", "OpenShells"];

        Assert.True(statements.Count > 15, $"{statements.Count}");
        Assert.All(statements, s => Assert.DoesNotContain((YamlSequenceNode)s["Action"], a => $"{a}".Contains('*')));
        var everywhere = statements.Where(s => $"{s["Resource"]}" == "*").ToList();
        Assert.All(everywhere, s => Assert.Contains($"{s["Sid"]}", harmless));
        Assert.All(everywhere.Where(s => $"{s["Sid"]}" is "RunTasks" or "ChangeVolumes"), s => Assert.True(s.Children.ContainsKey("Condition")));
    }

    private static IEnumerable<string> NamesIn(string section) => ((YamlMappingNode)Root[section]).Children.Keys.Select(k => $"{k}");

    private static IEnumerable<YamlMappingNode> Resources(string type)
        => ((YamlMappingNode)Root["Resources"]).Children.Values.Cast<YamlMappingNode>().Where(r => $"{r["Type"]}" == type);

    private static IEnumerable<string> ReferencesIn(YamlScalarNode node) => (node.Tag.IsEmpty ? "" : node.Tag.Value) switch
    {
        "!Ref" => [node.Value!],
        "!GetAtt" => [node.Value!.Split('.')[0]],
        "!Sub" => Placeholder().Matches(node.Value!).Select(m => m.Groups[1].Value.Split('.')[0]),
        _ => [],
    };

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(ClusterStack.Template()));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    [GeneratedRegex(@"\$\{([^!}]+)\}")]
    private static partial Regex Placeholder();
}
