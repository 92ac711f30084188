using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>The content calls that take a <see cref="ProviderContext"/>.</summary>
internal static class ContentCalls
{
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern Collection<IContentReader> GetReader(
        this ContentCmdletProviderIntrinsics contents, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? GetContentReaderDynamicParameters(
        this ContentCmdletProviderIntrinsics contents, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern Collection<IContentWriter> GetWriter(
        this ContentCmdletProviderIntrinsics contents, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern object? GetContentWriterDynamicParameters(
        this ContentCmdletProviderIntrinsics contents, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Clear(this ContentCmdletProviderIntrinsics contents, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);
}
