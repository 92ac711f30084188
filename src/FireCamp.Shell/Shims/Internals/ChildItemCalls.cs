using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>The child item calls that take a <see cref="ProviderContext"/>.</summary>
internal static class ChildItemCalls
{
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Get(
        this ChildItemCmdletProviderIntrinsics children, string path, bool recurse, uint depth,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void GetNames(
        this ChildItemCmdletProviderIntrinsics children, string path, ReturnContainers containers, bool recurse,
        uint depth,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? GetChildItemsDynamicParameters(
        this ChildItemCmdletProviderIntrinsics children, string path, bool recurse,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);
}
