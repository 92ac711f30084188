using System.Management.Automation.Runspaces;

namespace FireCamp.Shell.Startup;

/// <summary>Turns the words behind a script's name into its parameters, by the rules of <c>pwsh -File</c>.</summary>
internal static class ScriptArguments
{
    /// <summary>
    /// <c>-Name:value</c> is one parameter, <c>-Name</c> takes the next word when it isn't a switch (the binder
    /// decides), and every other word is a positional string: <c>$true</c> and <c>$false</c> mean themselves only
    /// behind a colon.
    /// </summary>
    public static IReadOnlyList<CommandParameter> Parse(IReadOnlyList<string> words)
    {
        var parameters = new List<CommandParameter>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            if (!IsParameterName(word))
            {
                parameters.Add(new CommandParameter(null, word));
            }
            else if (colon < 0)
            {
                parameters.Add(new CommandParameter(word));
            }
            else if (colon == word.Length - 1 && i + 1 < words.Count)
            {
                parameters.Add(new CommandParameter(word[..colon], words[++i]));
            }
            else
            {
                parameters.Add(new CommandParameter(word[..colon], ValueBehindColon(word[(colon + 1)..])));
            }
        }

        return parameters;
    }

    // A negative number isn't a name.
    private static bool IsParameterName(string word) => word.Length > 1 && word[0] == '-' && char.IsLetter(word[1]);

    private static object ValueBehindColon(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" => true,
        "$FALSE" => false,
        _ => text,
    };
}
