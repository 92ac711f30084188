using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using FireCamp.Engine;

namespace FireCamp.PowerShell.Sessions;

/// <summary>The engine of one runspace: made when a cmdlet first needs it, gone with the module or the runspace.</summary>
internal sealed class EngineSession
{
    private static readonly ConditionalWeakTable<Runspace, EngineSession> Sessions = [];

    private readonly Lock gate = new();
    private readonly List<FireCampEngine> engines = [];

    /// <summary>The session of the runspace whose thread this is.</summary>
    public static EngineSession Current
        => Sessions.GetValue(
            Runspace.DefaultRunspace ?? throw new InvalidOperationException("Cmdlets run on their pipeline's thread."), Open);

    /// <summary>An engine for the environment as it is now: after a change of <c>$env:FIRECAMP_HOME</c> it is another one.</summary>
    public FireCampEngine Engine
    {
        get
        {
            var settings = ModuleSettings.Read();
            lock (gate)
            {
                if (engines.Find(e => ModuleSettings.Agree(e.Settings, settings)) is { } known)
                {
                    return known;
                }

                var engine = new FireCampEngine(settings);
                engines.Add(engine);
                return engine;
            }
        }
    }

    /// <summary>Closes the session of a runspace, if it has one. A repeat does nothing.</summary>
    public static void Close(Runspace? runspace)
    {
        if (runspace is not null && Sessions.TryGetValue(runspace, out var session))
        {
            Sessions.Remove(runspace);
            session.Dispose();
        }
    }

    private static EngineSession Open(Runspace runspace)
    {
        runspace.StateChanged += (sender, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                Close(sender as Runspace);
            }
        };
        return new EngineSession();
    }

    private void Dispose()
    {
        lock (gate)
        {
            foreach (var engine in engines)
            {
                engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }

            engines.Clear();
        }
    }
}
