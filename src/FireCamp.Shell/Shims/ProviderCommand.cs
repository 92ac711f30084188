using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// What the cmdlets over provider paths share: the filters, -Force, and the provider's own dynamic parameters. The
/// namespace of all shims is pwsh's, so that error ids
/// (<c>PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand</c>) and output types are what a script written for
/// pwsh expects.
/// </summary>
public abstract class ProviderCommand : PSCmdlet, IDynamicParameters
{
    private object? dynamicParameters;

    [Parameter]
    public virtual string? Filter { get; set; }

    [Parameter]
    public virtual string[]? Include { get; set; }

    [Parameter]
    public virtual string[]? Exclude { get; set; }

    [Parameter]
    public virtual SwitchParameter Force { get; set; }

    /// <summary>True when -LiteralPath was used, so that no character of the path is a wildcard.</summary>
    protected bool IsLiteral { get; set; }

    public object? GetDynamicParameters() => dynamicParameters = FindDynamicParameters();

    /// <summary>The context for the next provider call.</summary>
    internal object Context => NewContext().Value;

    /// <summary>The context for a call whose changes aren't to be returned.</summary>
    internal object SilentContext => NewContext().WithPassThru(false).Value;

    /// <summary>The context for a call with a path that was resolved already.</summary>
    internal object LiteralContext => NewContext().With(Force, literalPath: true, dynamicParameters).Value;

    internal ProviderContext NewContext() => new ProviderContext(this)
        .WithFilters(Filter, Include, Exclude)
        .With(Force, IsLiteral, dynamicParameters);

    /// <summary>Returns what the provider of the path adds to the cmdlet; null when nothing.</summary>
    protected virtual object? FindDynamicParameters() => null;

    /// <summary>Does the work on one path and turns what the provider throws into a non-terminating error.</summary>
    protected void Each(IEnumerable<string> paths, Action<string> action)
    {
        foreach (var path in paths)
        {
            try
            {
                action(path);
            }
            catch (Exception error) when (ProviderErrors.IsAboutPath(error))
            {
                WriteError(ProviderErrors.ToRecord(error));
            }
        }
    }
}
