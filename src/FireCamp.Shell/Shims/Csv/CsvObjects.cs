using System.Management.Automation;

namespace FireCamp.Shell.Shims.Csv;

/// <summary>Turns comma-separated text into objects, one a row.</summary>
internal sealed class CsvObjects(TextReader text, char delimiter, string[]? header)
{
    private const string TypeMark = "#TYPE ";

    public IEnumerable<PSObject> Read()
    {
        var reader = new CsvReader(text, delimiter);
        var columns = header ?? reader.Read();
        var typeName = default(string);
        if (header is null
            && columns is [var first, ..]
            && first.StartsWith(TypeMark, StringComparison.OrdinalIgnoreCase))
        {
            typeName = first[TypeMark.Length..];
            columns = reader.Read();
        }

        while (columns is not null && reader.Read() is { } row)
        {
            yield return Create(columns, row, typeName);
        }
    }

    private static PSObject Create(IReadOnlyList<string> columns, IReadOnlyList<string> row, string? typeName)
    {
        var result = new PSObject();
        if (typeName is not null)
        {
            result.TypeNames.Insert(0, $"CSV:{typeName}");
        }

        for (var i = 0; i < columns.Count; i++)
        {
            var name = string.IsNullOrEmpty(columns[i]) ? $"H{i + 1}" : columns[i];
            result.Properties.Add(new PSNoteProperty(name, i < row.Count ? row[i] : null));
        }

        return result;
    }
}
