using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.Route53;

/// <summary>Record sets and zones as Route 53 writes them.</summary>
internal static partial class RecordXml
{
    public static readonly XNamespace Space = "https://route53.amazonaws.com/doc/2013-04-01/";

    public static XElement Element(string name, params object?[] content) => new(Space + name, content);

    public static XElement Write(RecordChange change) => Element(
        "Change",
        Element("Action", change.Action),
        Element(
            "ResourceRecordSet",
            Element("Name", change.Set.Name + "."),
            Element("Type", change.Set.Type),
            Element("TTL", change.Set.Ttl ?? 0),
            Element("ResourceRecords", change.Set.Values.Select(v => Element("ResourceRecord", Element("Value", v))))));

    public static RecordSet ReadSet(XElement set) => new(
        Name(set.Required("Name")),
        set.Required("Type"),
        long.TryParse(set.Text("TTL"), CultureInfo.InvariantCulture, out var ttl) ? ttl : null,
        [.. set.Items("ResourceRecords", "ResourceRecord").Select(r => r.Required("Value"))]);

    public static HostedZone ReadZone(XElement zone)
        => new(PlainId(zone.Required("Id")), Name(zone.Required("Name")), zone.Find("Config")?.Flag("PrivateZone") ?? false);

    public static string PlainId(string id) => id[(id.LastIndexOf('/') + 1)..];

    // What is no letter, digit or hyphen comes as \ooo.
    public static string Name(string name)
        => Escape().Replace(name, m => $"{(char)Convert.ToInt32(m.Groups[1].Value, 8)}").TrimEnd('.').ToLowerInvariant();

    [GeneratedRegex(@"\\([0-7]{3})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
