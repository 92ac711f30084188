using System.Management.Automation.Host;

namespace FireCamp.Shell.Host;

/// <summary>A choice's label, taken apart: <c>Yes to &amp;All</c> has the key A.</summary>
internal sealed record ChoiceLabel(string Key, string Text)
{
    public static ChoiceLabel Parse(ChoiceDescription choice)
    {
        var text = choice.Label;
        var mark = text.IndexOf('&', StringComparison.Ordinal);
        if (mark < 0)
        {
            return new ChoiceLabel(text, text);
        }

        var key = mark + 1 < text.Length ? char.ToUpperInvariant(text[mark + 1]).ToString() : text;
        return new ChoiceLabel(key, text.Remove(mark, 1));
    }

    public bool Matches(string answer) =>
        string.Equals(answer, Key, StringComparison.OrdinalIgnoreCase)
        || string.Equals(answer, Text, StringComparison.OrdinalIgnoreCase);
}
