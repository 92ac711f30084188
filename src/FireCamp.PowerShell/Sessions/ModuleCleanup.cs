using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace FireCamp.PowerShell.Sessions;

/// <summary>Closes the runspace's engine when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    public void OnRemove(PSModuleInfo psModuleInfo) => EngineSession.Close(Runspace.DefaultRunspace);
}
