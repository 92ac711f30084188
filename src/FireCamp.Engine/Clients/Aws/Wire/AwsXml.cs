using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>Reads replies in XML by local names, since not all that answer like AWS give its namespaces.</summary>
internal static class AwsXml
{
    /// <exception cref="AwsException">It is no XML.</exception>
    public static XElement Parse(byte[] body)
    {
        try
        {
            return XDocument.Load(new MemoryStream(body)).Root!;
        }
        catch (XmlException e)
        {
            throw AwsFailures.Unreadable(e);
        }
    }

    public static XElement? Find(this XElement within, string name) => within.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static IEnumerable<XElement> FindAll(this XElement within, string name) => within.Elements().Where(e => e.Name.LocalName == name);

    /// <summary>The items of a list: <c>name/member</c>, or what the items are called.</summary>
    public static IEnumerable<XElement> Items(this XElement within, string name, string item = "member") => within.Find(name)?.FindAll(item) ?? [];

    /// <summary>The element's text; null where it is absent or empty.</summary>
    public static string? Text(this XElement within, string name) => within.Find(name)?.Value is { Length: > 0 } text ? text : null;

    public static string Required(this XElement within, string name) => within.Text(name) ?? "";

    public static int Number(this XElement within, string name)
        => int.TryParse(within.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static bool Flag(this XElement within, string name) => bool.TryParse(within.Text(name), out var flag) && flag;

    public static DateTimeOffset? Time(this XElement within, string name)
        => DateTimeOffset.TryParse(within.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
