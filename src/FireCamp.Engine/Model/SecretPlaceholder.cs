using System.Text.RegularExpressions;

namespace FireCamp.Engine.Model;

/// <summary>The text that stands for a secret in a plan or a planned file: <c>⟦secret:services/mypg/superuser:conf⟧</c>.</summary>
/// <remarks>Plans and records hold these only; the agent puts the value in, encoded for where it stands, when it writes.</remarks>
public static partial class SecretPlaceholder
{
    public static string For(string secretId, SecretEncoding encoding)
        => $"⟦secret:{secretId}:{encoding.ToString().ToLowerInvariant()}⟧";

    /// <summary>The ids of the secrets that a text needs, each once.</summary>
    public static IReadOnlyList<string> IdsIn(string text)
        => [.. Pattern().Matches(text).Select(m => m.Groups[1].Value).Distinct()];

    /// <summary>Puts the values in. <paramref name="valueOf"/> gives a secret's value by id.</summary>
    public static string Resolve(string text, Func<string, string> valueOf)
        => Pattern().Replace(text, m => Enum.Parse<SecretEncoding>(m.Groups[2].Value, ignoreCase: true).Encode(valueOf(m.Groups[1].Value)));

    [GeneratedRegex("⟦secret:([^:⟧]+):([a-z]+)⟧", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
