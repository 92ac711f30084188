using System.Management.Automation;

namespace FireCamp.HelpBuilder;

/// <summary>Compares a page with the cmdlet that it is about.</summary>
internal static class HelpPageCheck
{
    /// <summary>Every mistake: what has no text, and what the cmdlet doesn't have.</summary>
    public static IEnumerable<string> Mistakes(HelpPage page, CmdletInfo cmdlet)
    {
        var own = CmdletParameters.Of(cmdlet).Select(p => p.Name).ToList();
        foreach (var missing in own.Where(p => !CmdletParameters.IsCommon(p) && Lacks(page, p)))
        {
            yield return $"{page.Name}: parameter -{missing} is not described.";
        }

        foreach (var stranger in page.Parameters.Keys.Except(own, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{page.Name}: there is no parameter -{stranger}.";
        }

        foreach (var (part, isThere) in new[]
        {
            ("a synopsis", page.Synopsis.Count > 0), ("a description", page.Description.Count > 0),
            ("an example", page.Examples.Count > 0), ("the errors", page.Errors.Count > 0),
        })
        {
            if (!isThere)
            {
                yield return $"{page.Name}: {part} is missing.";
            }
        }
    }

    private static bool Lacks(HelpPage page, string parameter)
        => !page.Parameters.TryGetValue(parameter, out var text) || text.Count == 0;
}
