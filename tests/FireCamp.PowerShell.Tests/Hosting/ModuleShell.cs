using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace FireCamp.PowerShell.Tests.Hosting;

/// <summary>A runspace with the module imported by its manifest, as users import it.</summary>
internal sealed class ModuleShell : IDisposable
{
    private readonly Runspace runspace;

    public ModuleShell(PSHost? host = null, bool import = true)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (import)
        {
            state.ImportPSModule([Checkout.Manifest]);
        }

        runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
    }

    public void Dispose() => runspace.Dispose();

    /// <summary>Runs a script to its end, or stops it as Ctrl-C does once <paramref name="stopWhen"/> is done.</summary>
    public async Task<ScriptResult> RunAsync(string script, Func<PSDataCollection<PSObject>, Task>? stopWhen = null)
    {
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript(script);
        using var output = new PSDataCollection<PSObject>();
        var errors = new List<ErrorRecord>();
        var stopped = false;
        var running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        if (stopWhen is not null)
        {
            await stopWhen(output);
            await shell.StopAsync(null, null);
        }

        try
        {
            await Task.Factory.FromAsync(running, shell.EndInvoke);
        }
        catch (PipelineStoppedException)
        {
            stopped = true;
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }

        return new ScriptResult
        {
            Output = [.. output],
            Errors = [.. shell.Streams.Error, .. errors],
            Verbose = [.. shell.Streams.Verbose.Select(v => v.Message)],
            Progress = [.. shell.Streams.Progress],
            Stopped = stopped,
        };
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line)
    {
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = runspace;
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }
}
