using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>The property calls that take a <see cref="ProviderContext"/>.</summary>
internal static class PropertyCalls
{
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern void Get(
        this PropertyCmdletProviderIntrinsics properties, string path, Collection<string> names,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);
}
