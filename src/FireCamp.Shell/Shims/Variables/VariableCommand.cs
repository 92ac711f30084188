using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the cmdlets on variables share.</summary>
public abstract class VariableCommand : PSCmdlet
{
    [Parameter]
    public string? Scope { get; set; }

    private protected VariableScopes Variables => new(SessionState);

    /// <summary>
    /// Returns the variables that a name or pattern stands for; a plain name that isn't there is an error.
    /// </summary>
    protected IReadOnlyList<PSVariable> Find(string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            return Variables.Find(name, Scope) is { } one ? [one] : NotFound(name);
        }

        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        return [.. Variables.All(Scope).Where(variable => pattern.IsMatch(variable.Name))
            .OrderBy(variable => variable.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    private IReadOnlyList<PSVariable> NotFound(string name)
    {
        WriteError(new ErrorRecord(
            new ItemNotFoundException($"Cannot find a variable with the name '{name}'."),
            "VariableNotFound", ErrorCategory.ObjectNotFound, name));
        return [];
    }
}
