using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>
/// The variables of a session by scope: <c>Global</c>, <c>Script</c>, <c>Local</c>, or a number of scopes upwards.
/// </summary>
internal sealed class VariableScopes(SessionState session)
{
    private const string TypeName = "System.Management.Automation.SessionStateInternal, System.Management.Automation";

    private readonly object state = GetInternal(session);

    public IEnumerable<PSVariable> All(string? scope) =>
        (scope is null ? GetVariableTable(state) : GetVariableTableAtScope(state, scope)).Values;

    public PSVariable? Find(string name, string? scope) =>
        scope is null ? GetVariable(state, name) : GetVariableAtScope(state, name, scope);

    /// <summary>Sets the variable in the scope given, else in the current one.</summary>
    public void Set(PSVariable variable, string? scope, bool force) =>
        SetVariableAtScope(state, variable, scope ?? "Local", force, CommandOrigin.Internal);

    public void Remove(PSVariable variable, string? scope, bool force)
    {
        if (scope is null)
        {
            RemoveVariable(state, variable, force);
        }
        else
        {
            RemoveVariableAtScope(state, variable, scope, force);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Internal")]
    [return: UnsafeAccessorType(TypeName)]
    private static extern object GetInternal(SessionState session);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern IDictionary<string, PSVariable> GetVariableTable([UnsafeAccessorType(TypeName)] object state);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern IDictionary<string, PSVariable> GetVariableTableAtScope(
        [UnsafeAccessorType(TypeName)] object state, string scope);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern PSVariable? GetVariable([UnsafeAccessorType(TypeName)] object state, string name);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern PSVariable? GetVariableAtScope(
        [UnsafeAccessorType(TypeName)] object state, string name, string scope);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern object SetVariableAtScope(
        [UnsafeAccessorType(
            TypeName)] object state, PSVariable variable, string scope, bool force, CommandOrigin origin);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void RemoveVariable(
        [UnsafeAccessorType(TypeName)] object state, PSVariable variable, bool force);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void RemoveVariableAtScope(
        [UnsafeAccessorType(TypeName)] object state, PSVariable variable, string scope, bool force);
}
