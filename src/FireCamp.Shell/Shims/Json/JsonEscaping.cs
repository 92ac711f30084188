using System.Text;

namespace FireCamp.Shell.Shims.Json;

/// <summary>Which characters of a JSON string are written as escapes, besides those that must be.</summary>
internal sealed record JsonEscaping(Func<char, bool> Extra)
{
    public static JsonEscaping Find(string name) => name.ToUpperInvariant() switch
    {
        "ESCAPENONASCII" => new JsonEscaping(character => character > '\x7e'),
        "ESCAPEHTML" => new JsonEscaping(character => character is '<' or '>' or '&' or '\'' or '"'),
        _ => new JsonEscaping(_ => false),
    };

    public string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            quoted.Append(Escape(character) ?? character.ToString());
        }

        return quoted.Append('"').ToString();
    }

    private string? Escape(char character) => character switch
    {
        '"' when !Extra('"') => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        < ' ' or '\x85' or '\u2028' or '\u2029' => $"\\u{(int)character:x4}",
        _ => Extra(character) ? $"\\u{(int)character:x4}" : null,
    };
}
