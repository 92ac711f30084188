using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FireCamp.Shell.Host;
using FireCamp.Shell.Shims.Internals;

namespace FireCamp.Shell;

/// <summary>Runs pipelines whose output and errors go to the host, one at a time; nested prompts stack.</summary>
internal sealed class PipelineRunner(ShellHost host, Runspace runspace)
{
    private readonly Lock gate = new();
    private readonly Stack<PowerShell> running = new();

    /// <summary>True when the last pipeline was stopped, by Ctrl-C or by a signal.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>Runs a command line as <c>-Command</c> does and returns the exit code it stands for.</summary>
    public int RunCommand(string text)
    {
        // Only a pipeline that goes into the history leaves its "$?" behind.
        var finished = Run(shell => shell.AddScript(text, useLocalScope: false), addToHistory: true);
        return ExitCode(finished && LastCommandSucceeded());
    }

    /// <summary>
    /// Runs a script file as <c>-File</c> does; without an <c>exit</c> in it, only an uncaught error is a failure.
    /// </summary>
    public int RunFile(string path, IReadOnlyList<CommandParameter> arguments)
    {
        RunspaceStatus.LetScriptExit(runspace);
        var finished = Run(shell =>
        {
            var command = new Command(path, isScript: false, useLocalScope: false);
            foreach (var argument in arguments)
            {
                command.Parameters.Add(argument);
            }

            shell.Commands.AddCommand(command);
        });
        return ExitCode(finished);
    }

    /// <summary>
    /// Runs what <paramref name="build"/> adds, formatting its output on the host. Returns false after an uncaught
    /// error, which has been reported by then, and after an interruption.
    /// </summary>
    public bool Run(Action<PowerShell> build, bool addToHistory = false)
    {
        using var shell = NewPowerShell();
        build(shell);
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        Push(shell);
        try
        {
            shell.Invoke(null, new PSInvocationSettings { AddToHistory = addToHistory });
            return !Interrupted;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException error)
        {
            // Its record has only a stand-in for the exception, which the format data would show.
            Report(new ErrorRecord(error.ErrorRecord, error));
            return false;
        }
        finally
        {
            Pop();
        }
    }

    /// <summary>Returns what a script yields, without writing anything; empty when it fails.</summary>
    public IReadOnlyList<PSObject> Query(string script)
    {
        try
        {
            return Use(shell => shell.AddScript(script, useLocalScope: false).Invoke().ToList());
        }
        catch (RuntimeException)
        {
            return [];
        }
    }

    /// <summary>Lends a PowerShell on this session's runspace, for as long as the function runs.</summary>
    public T Use<T>(Func<PowerShell, T> function)
    {
        using var shell = NewPowerShell();
        return function(shell);
    }

    /// <summary>Asks the innermost running pipeline to stop. Returns false when none runs.</summary>
    public bool Interrupt()
    {
        lock (gate)
        {
            Interrupted = true;
            if (!running.TryPeek(out var shell))
            {
                return false;
            }

            shell.BeginStop(null, null);
            return true;
        }
    }

    private void Report(ErrorRecord error)
    {
        using var shell = NewPowerShell();
        shell.AddCommand("Out-Default").Invoke(new[] { WriteStreams.AsError(error) });
    }

    private int ExitCode(bool succeeded) => (host.ExitCode, Interrupted, succeeded) switch
    {
        ({ } code, _, _) => code,
        (_, true, _) => ExitCodes.Interrupted,
        (_, _, true) => ExitCodes.Success,
        _ => ExitCodes.Failure,
    };

    private bool LastCommandSucceeded() => RunspaceStatus.LastCommandSucceeded(runspace);

    private PowerShell NewPowerShell()
    {
        lock (gate)
        {
            var shell = running.Count > 0 ? PowerShell.Create(RunspaceMode.CurrentRunspace) : PowerShell.Create();
            if (running.Count == 0)
            {
                shell.Runspace = runspace;
            }

            return shell;
        }
    }

    private void Push(PowerShell shell)
    {
        lock (gate)
        {
            Interrupted = false;
            running.Push(shell);
        }
    }

    private void Pop()
    {
        lock (gate)
        {
            running.Pop();
            host.Terminal.Progress.Clear();
        }
    }
}
