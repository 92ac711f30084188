using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Start, "Process", SupportsShouldProcess = true)]
[OutputType(typeof(Process))]
public sealed class StartProcessCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    [Parameter(Position = 0, Mandatory = true)]
    [Alias("PSPath", "Path")]
    public string FilePath { get; set; } = string.Empty;

    /// <summary>Joined by blanks, as in pwsh: an argument that contains one needs its own quotes.</summary>
    [Parameter(Position = 1)]
    [Alias("Args")]
    public string[] ArgumentList { get; set; } = [];

    [Parameter]
    public string? WorkingDirectory { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    [Parameter]
    [Alias("nnw")]
    public SwitchParameter NoNewWindow { get; set; }

    [Parameter]
    public string? RedirectStandardInput { get; set; }

    [Parameter]
    public string? RedirectStandardOutput { get; set; }

    [Parameter]
    public string? RedirectStandardError { get; set; }

    [Parameter]
    public System.Collections.IDictionary? Environment { get; set; }

    public void Dispose() => stopping.Dispose();

    protected override void ProcessRecord()
    {
        if (!ShouldProcess(FilePath, "Start-Process"))
        {
            return;
        }

        var process = Start();
        var streams = new RedirectedStreams(this, process);
        var copying = streams.CopyAsync(stopping.Token);
        if (Wait)
        {
            WaitFor(process, copying);
        }

        if (PassThru)
        {
            WriteObject(process);
        }
    }

    protected override void StopProcessing() => stopping.Cancel();

    private Process Start()
    {
        var start = new ProcessStartInfo(FindCommand(), string.Join(' ', ArgumentList))
        {
            WorkingDirectory = WorkingDirectory is null
                ? SessionState.Path.CurrentFileSystemLocation.ProviderPath
                : GetUnresolvedProviderPathFromPSPath(WorkingDirectory),
            RedirectStandardInput = RedirectStandardInput is not null,
            RedirectStandardOutput = RedirectStandardOutput is not null,
            RedirectStandardError = RedirectStandardError is not null,
        };
        foreach (System.Collections.DictionaryEntry variable in Environment ?? new System.Collections.Hashtable())
        {
            start.Environment[variable.Key.ToString()!] = variable.Value?.ToString();
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            var message = $"This command cannot be run due to the error: {error.Message}.";
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException(message, error), "InvalidOperationException",
                ErrorCategory.InvalidOperation, FilePath));
            throw;
        }
    }

    private string FindCommand() =>
        SessionState.InvokeCommand.GetCommand(FilePath, CommandTypes.Application) is ApplicationInfo found
            ? found.Path
            : FilePath;

    private void WaitFor(Process process, Task copying)
    {
        try
        {
            process.WaitForExitAsync(stopping.Token).GetAwaiter().GetResult();
            copying.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
