using System.Management.Automation;
using FireCamp.MiniPester.Model;
using FireCamp.MiniPester.Running;

namespace FireCamp.MiniPester.Commands;

/// <summary>What Describe, Context and It share.</summary>
public abstract class NewPesterNodeCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string Name { get; set; } = string.Empty;

    [Parameter]
    [Alias("Tags")]
    public string[] Tag { get; set; } = [];

    [Parameter]
    public SwitchParameter Skip { get; set; }

    [Parameter]
    [Alias("TestCases")]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? ForEach { get; set; }

    protected bool HasForEach => MyInvocation.BoundParameters.ContainsKey(nameof(ForEach));

    /// <summary>Returns a name and a value for each case, or the name alone without -ForEach.</summary>
    protected IEnumerable<(string Name, object? Data)> Cases(PesterBlock parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        if (!HasForEach)
        {
            return [(NameTemplate.Expand(Name, parent.DataAround), null)];
        }

        // Pester 6 refuses an empty list: a test that silently isn't there protects nothing.
        return ForEach is { Length: > 0 } values
            ? values.Select(Unwrap).Select(value => (NameTemplate.Expand(Name, [value, .. parent.DataAround]), value))
            : throw new PSArgumentException($"-ForEach of '{Name}' has no value, so that there would be no test.");
    }

    protected static ScriptBlock Body(ScriptBlock? given) => given
        ?? throw new PSArgumentException(
            "No script block is given. Does its opening brace stand on a line of its own?");

    private static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
