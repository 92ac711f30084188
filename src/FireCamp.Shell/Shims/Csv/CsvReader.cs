using System.Text;

namespace FireCamp.Shell.Shims.Csv;

/// <summary>Takes comma-separated text apart; a quoted value may hold delimiters, quotes and line breaks.</summary>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    /// <summary>Returns the next row's values; null at the end. Empty lines are passed over.</summary>
    public IReadOnlyList<string>? Read()
    {
        while (text.Peek() is '\r' or '\n')
        {
            text.Read();
        }

        if (text.Peek() < 0)
        {
            return null;
        }

        var values = new List<string>();
        do
        {
            values.Add(ReadValue());
        }
        while (TakeDelimiter());
        return values;
    }

    private string ReadValue()
    {
        while (text.Peek() == ' ' && delimiter != ' ')
        {
            text.Read();
        }

        var value = new StringBuilder();
        if (text.Peek() == '"')
        {
            ReadQuoted(value);
        }

        while (text.Peek() is >= 0 and not '\n' and var next && next != delimiter)
        {
            value.Append((char)text.Read());
        }

        if (value.Length > 0 && value[^1] == '\r')
        {
            value.Length--;
        }

        return value.ToString();
    }

    private void ReadQuoted(StringBuilder value)
    {
        text.Read();
        while (text.Read() is >= 0 and var next)
        {
            if (next != '"')
            {
                value.Append((char)next);
            }
            else if (text.Peek() == '"')
            {
                value.Append((char)text.Read());
            }
            else
            {
                return;
            }
        }
    }

    private bool TakeDelimiter()
    {
        var next = text.Peek();
        if (next >= 0)
        {
            text.Read();
        }

        return next == delimiter;
    }
}
