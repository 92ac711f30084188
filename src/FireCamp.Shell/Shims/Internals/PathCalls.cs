using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>The path calls that take a <see cref="ProviderContext"/>.</summary>
internal static class PathCalls
{
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    internal static extern Collection<PathInfo> GetResolvedPSPathFromPSPath(this PathIntrinsics paths, string path,
        [UnsafeAccessorType(ProviderContext.TypeName)] object context);
}
