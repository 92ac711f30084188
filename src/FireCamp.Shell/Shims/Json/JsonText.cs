using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;

namespace FireCamp.Shell.Shims.Json;

/// <summary>Writes objects as JSON the way ConvertTo-Json does.</summary>
internal sealed class JsonText(int maximumDepth, bool compress, bool enumsAsStrings, JsonEscaping escaping)
{
    private const int IndentWidth = 2;
    private readonly StringBuilder text = new();

    /// <summary>True once something was cut off because it lay too deep.</summary>
    public bool Truncated { get; private set; }

    public string Write(object? value)
    {
        WriteValue(value, 0);
        return text.ToString();
    }

    private void WriteValue(object? value, int depth)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is null or DBNull || ReferenceEquals(
            value, System.Management.Automation.Internal.AutomationNull.Value))
        {
            text.Append("null");
        }
        else if (Scalar(bare) is { } scalar)
        {
            text.Append(scalar);
        }
        else if (depth > maximumDepth)
        {
            Truncated = true;
            text.Append(escaping.Quote(PSObject.AsPSObject(value!).ToString()));
        }
        else if (bare is IDictionary table)
        {
            WriteMembers(
                table.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString() ?? string.Empty, entry.Value)),
                depth);
        }
        else if (bare is IEnumerable items)
        {
            WriteItems(items.Cast<object?>(), depth);
        }
        else
        {
            WriteMembers(Properties(PSObject.AsPSObject(value!)), depth);
        }
    }

    private string? Scalar(object value) => value switch
    {
        string text => escaping.Quote(text),
        char character => escaping.Quote(character.ToString()),
        bool flag => flag ? "true" : "false",
        Enum symbol => enumsAsStrings ? escaping.Quote(symbol.ToString()) : symbol.ToString("D"),
        DateTime time => $"\"{time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)}\"",
        DateTimeOffset time => $"\"{time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)}\"",
        double number => Floating(number.ToString("R", CultureInfo.InvariantCulture)),
        float number => Floating(number.ToString("R", CultureInfo.InvariantCulture)),
        decimal number => Floating(number.ToString(CultureInfo.InvariantCulture)),
        BigInteger or byte or sbyte or short or ushort or int or uint or long or ulong =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Guid or Uri or Type or Version or System.Net.IPAddress or SemanticVersion => escaping.Quote(value.ToString()!),
        ScriptBlock script => escaping.Quote(script.ToString()),
        _ => null,
    };

    // A floating number stays one when it is read back.
    private static string Floating(string number) =>
        number.IndexOfAny(['.', 'E', 'N', 'I', '∞']) >= 0 ? Special(number) : $"{number}.0";

    private static string Special(string number) =>
        number is "NaN" or "Infinity" or "-Infinity" ? $"\"{number}\"" : number;

    private static IEnumerable<(string Name, object? Value)> Properties(PSObject value)
    {
        foreach (var property in value.Properties.Where(property => property.IsGettable))
        {
            yield return (property.Name, ValueOf(property));
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private void WriteItems(IEnumerable<object?> items, int depth) =>
        WriteBlock('[', ']', items, depth, item => WriteValue(item, depth + 1));

    private void WriteMembers(IEnumerable<(string Name, object? Value)> members, int depth) =>
        WriteBlock('{', '}', members, depth, member =>
        {
            text.Append(escaping.Quote(member.Name)).Append(compress ? ":" : ": ");
            WriteValue(member.Value, depth + 1);
        });

    private void WriteBlock<T>(char open, char close, IEnumerable<T> parts, int depth, Action<T> write)
    {
        text.Append(open);
        var any = false;
        foreach (var part in parts)
        {
            text.Append(any ? "," : string.Empty);
            BreakLine(depth + 1);
            write(part);
            any = true;
        }

        if (any)
        {
            BreakLine(depth);
        }

        text.Append(close);
    }

    private void BreakLine(int depth)
    {
        if (!compress)
        {
            text.Append(Environment.NewLine).Append(' ', depth * IndentWidth);
        }
    }
}
