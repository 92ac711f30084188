using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace FireCamp.Loader;

/// <summary>Lets the cmdlets find the engine in its own load context. Loaded before them, as the manifest's nested module.</summary>
/// <remarks>
/// PowerShell reads the cmdlets' exported types before it calls any initializer of theirs; parameters of engine types would
/// fail then. So the handler lives in an assembly of its own that is loaded first.
/// </remarks>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Lazy<EngineContext> Context = new(
        () => new EngineContext(Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "deps")));

    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Only our own unique name: what the engine depends on is found by its context, and never offered to anybody else.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
        => name.Name == "FireCamp.Engine" ? Context.Value.LoadFromAssemblyName(name) : null;
}
