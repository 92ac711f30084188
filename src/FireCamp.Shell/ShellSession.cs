using System.Management.Automation.Runspaces;
using FireCamp.Shell.Editing;
using FireCamp.Shell.Host;
using FireCamp.Shell.Startup;

namespace FireCamp.Shell;

/// <summary>One run of the Shell: a runspace, its host, and what the command line asked for.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly ShellOptions options;
    private readonly ShellHost host;
    private readonly Runspace runspace;
    private readonly PipelineRunner runner;
    private readonly SignalHandlers signals;

    public ShellSession(ShellOptions options)
    {
        this.options = options;
        host = new ShellHost(Terminal.OfProcess(interactive: !options.NonInteractive));
        runspace = RunspaceFactory.CreateRunspace(host, ShellSessionState.Create());
        runner = new PipelineRunner(host, runspace);
        signals = new SignalHandlers(runner);
    }

    /// <summary>Runs what the command line asked for and returns the process's exit code.</summary>
    public int Run()
    {
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        host.NestedPrompt = () => new PromptLoop(runner, host).Run(nested: true);
        var code = ModuleImport.TryRun(runner) ? RunRequest() : ExitCodes.Failure;
        return signals.Terminated ? ExitCodes.Terminated : code;
    }

    public void Dispose()
    {
        signals.Dispose();
        runspace.Dispose();
        host.Terminal.Dispose();
    }

    private int RunRequest()
    {
        if (options.File is { } file)
        {
            return RunFile(file);
        }

        if (options.Command is { } command)
        {
            return runner.RunCommand(command);
        }

        if (options.ReadStandardInput || Console.IsInputRedirected)
        {
            return runner.RunCommand(Console.In.ReadToEnd());
        }

        Banner.Write(host, options);
        return new PromptLoop(runner, host).Run(nested: false);
    }

    private int RunFile(string file)
    {
        var path = Path.GetFullPath(file);
        if (File.Exists(path))
        {
            return runner.RunFile(path, ScriptArguments.Parse(options.FileArguments));
        }

        host.UI.WriteErrorLine($"There is no file '{file}'. Name a script, or run text with -Command.");
        return ExitCodes.Usage;
    }
}
