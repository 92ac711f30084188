using System.Management.Automation;
using System.Text;

namespace FireCamp.Shell.Shims.Csv;

/// <summary>Writes rows of comma-separated values.</summary>
internal sealed record CsvFormat(char Delimiter, bool QuoteAlways, IReadOnlyCollection<string>? QuotedFields)
{
    /// <summary>Returns the names of the columns that an object's rows have.</summary>
    public static IReadOnlyList<string> Columns(PSObject first) =>
        first.BaseObject is System.Collections.IDictionary table
            ? [.. table.Keys.Cast<object>().Select(key => key.ToString() ?? string.Empty)]
            : [.. first.Properties.Where(property => property.IsGettable).Select(property => property.Name)];

    public string Header(IReadOnlyList<string> columns) =>
        string.Join(Delimiter, columns.Select(column => Cell(column, column)));

    public string Row(PSObject item, IReadOnlyList<string> columns) =>
        string.Join(
            Delimiter,
            columns.Select(column => Value(item, column) is { } value ? Cell(column, Text(value)) : string.Empty));

    private static object? Value(PSObject item, string column)
    {
        try
        {
            return item.BaseObject is System.Collections.IDictionary table
                ? table[column]
                : item.Properties[column]?.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private static string Text(object value) => LanguagePrimitives.ConvertTo<string>(value);

    private string Cell(string column, string text)
    {
        var named = QuotedFields?.Contains(column, StringComparer.OrdinalIgnoreCase);
        var needed = text.Contains(Delimiter) || text.AsSpan().IndexOfAny("\"\r\n") >= 0;
        return named ?? (QuoteAlways || needed)
            ? new StringBuilder(text).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString()
            : text;
    }
}
