using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FireCamp.Shell.Shims.Json;

/// <summary>Turns JSON into objects of the types that ConvertFrom-Json gives.</summary>
internal sealed partial class JsonValues(bool asTables)
{
    public object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => asTables ? ReadTable(element) : ReadObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => ReadText(element.GetString()!),
        JsonValueKind.Number => ReadNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private PSObject ReadObject(JsonElement element)
    {
        var result = new PSObject();
        foreach (var member in element.EnumerateObject())
        {
            result.Properties.Remove(member.Name);
            result.Properties.Add(new PSNoteProperty(member.Name, Read(member.Value)), preValidated: true);
        }

        return result;
    }

    private OrderedHashtable ReadTable(JsonElement element)
    {
        var result = new OrderedHashtable();
        foreach (var member in element.EnumerateObject())
        {
            result[member.Name] = Read(member.Value);
        }

        return result;
    }

    private static object ReadNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
        {
            return integer;
        }

        return BigInteger.TryParse(
            element.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big)
            ? big
            : element.GetDouble();
    }

    private static object ReadText(string text) =>
        IsoTime().IsMatch(text)
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : text;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$")]
    private static partial Regex IsoTime();
}
