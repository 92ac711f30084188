using System.Reflection;
using System.Runtime.Loader;

namespace FireCamp.Loader;

/// <summary>The load context of the engine and its dependencies, so that other modules' versions of them don't matter.</summary>
internal sealed class EngineContext(string folder) : AssemblyLoadContext("FireCamp")
{
    private readonly AssemblyDependencyResolver resolver = new(Path.Combine(folder, "FireCamp.Engine.dll"));

    protected override Assembly? Load(AssemblyName assemblyName)
        => resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
        => resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
