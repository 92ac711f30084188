using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>The item calls that take a <see cref="ProviderContext"/>.</summary>
internal static class ItemCalls
{
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Get(this ItemCmdletProviderIntrinsics items, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? GetItemDynamicParameters(this ItemCmdletProviderIntrinsics items, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void New(
        this ItemCmdletProviderIntrinsics items, string path, string? name, string? type, object? value,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? NewItemDynamicParameters(
        this ItemCmdletProviderIntrinsics items, string path, string? type, object? value,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Remove(this ItemCmdletProviderIntrinsics items, string path, bool recurse,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? RemoveItemDynamicParameters(
        this ItemCmdletProviderIntrinsics items, string path, bool recurse,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Copy(
        this ItemCmdletProviderIntrinsics items, string path, string? destination, bool recurse,
        CopyContainers containers,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? CopyItemDynamicParameters(
        this ItemCmdletProviderIntrinsics items, string path, string? destination, bool recurse,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Move(this ItemCmdletProviderIntrinsics items, string path, string? destination,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Rename(this ItemCmdletProviderIntrinsics items, string path, string newName,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Set(this ItemCmdletProviderIntrinsics items, string path, object? value,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Clear(this ItemCmdletProviderIntrinsics items, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Invoke(this ItemCmdletProviderIntrinsics items, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern bool Exists(this ItemCmdletProviderIntrinsics items, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? ItemExistsDynamicParameters(this ItemCmdletProviderIntrinsics items, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern bool IsContainer(this ItemCmdletProviderIntrinsics items, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);
}
