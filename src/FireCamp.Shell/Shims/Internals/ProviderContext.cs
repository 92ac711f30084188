using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>
/// The engine's own call context for providers: with it results stream, errors stay non-terminating, and filters and
/// dynamic parameters reach the provider. The public overloads offer none of that, so the engine's internal ones are
/// bound here by name; System.Management.Automation is pinned to one version, and the Shell's tests fail should a name
/// change.
/// </summary>
internal sealed class ProviderContext(Cmdlet command)
{
    internal const string TypeName = "System.Management.Automation.CmdletProviderContext, System.Management.Automation";

    /// <summary>The engine's object, to be passed to <see cref="ItemCalls"/> and its likes.</summary>
    public object Value { get; } = Create(command);

    public ProviderContext WithFilters(string? filter, string[]? include, string[]? exclude)
    {
        SetFilters(Value, ToCollection(include), ToCollection(exclude), filter);
        return this;
    }

    public ProviderContext With(bool force, bool literalPath, object? dynamicParameters)
    {
        SetForce(Value, force);
        SetSuppressWildcardExpansion(Value, literalPath);
        SetDynamicParameters(Value, dynamicParameters);
        return this;
    }

    /// <summary>Makes the provider return what it changed.</summary>
    public ProviderContext WithPassThru(bool passThru)
    {
        SetPassThru(Value, passThru);
        return this;
    }

    private static Collection<string> ToCollection(string[]? patterns) => [.. patterns ?? []];

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(TypeName)]
    private static extern object Create(Cmdlet command);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void SetFilters(
        [UnsafeAccessorType(TypeName)] object context,
        Collection<string> include,
        Collection<string> exclude,
        string? filter);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Force")]
    private static extern void SetForce([UnsafeAccessorType(TypeName)] object context, SwitchParameter force);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_SuppressWildcardExpansion")]
    private static extern void SetSuppressWildcardExpansion(
        [UnsafeAccessorType(TypeName)] object context, bool literal);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_DynamicParameters")]
    private static extern void SetDynamicParameters([UnsafeAccessorType(TypeName)] object context, object? parameters);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PassThru")]
    private static extern void SetPassThru([UnsafeAccessorType(TypeName)] object context, bool passThru);
}
