using System.Management.Automation.Runspaces;
using FireCamp.Shell.Host;

namespace FireCamp.Shell.Editing;

internal sealed class PromptLoop(PipelineRunner runner, ShellHost host, Runspace runspace)
{
    public int Run(bool nested)
    {
        while (!nested && host.ExitCode is null && Console.In.ReadLine() is { } line && runspace is not null)
        {
            runner.Run(shell => shell.AddScript(line));
        }

        return 0;
    }
}
