using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Wait, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(Process))]
public sealed class WaitProcessCommand : ProcessCommand, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Process> processes = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("ProcessName")]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [Alias("PID")]
    public int[] Id { get; set; } = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Process[] InputObject { get; set; } = [];

    [Parameter(Position = 1)]
    [Alias("TimeoutSec")]
    [ValidateRange(0, 32767)]
    public int? Timeout { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    public void Dispose() => stopping.Dispose();

    protected override void ProcessRecord() => processes.AddRange(ParameterSetName switch
    {
        "Id" => ById(Id),
        "InputObject" => InputObject,
        _ => ByName(Name),
    });

    protected override void EndProcessing()
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        if (Timeout is { } seconds)
        {
            waiting.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        foreach (var process in processes)
        {
            Wait(process, waiting.Token);
        }

        WriteObject(PassThru ? processes : [], enumerateCollection: true);
    }

    protected override void StopProcessing() => stopping.Cancel();

    private void Wait(Process process, CancellationToken cancel)
    {
        try
        {
            process.WaitForExitAsync(cancel).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            var message = $"This command stopped operation because process \"{process.ProcessName} ({process.Id})\" "
                + "is not stopped in the specified time-out.";
            WriteError(new ErrorRecord(
                new TimeoutException(message), "ProcessNotTerminated", ErrorCategory.CloseError, process));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
