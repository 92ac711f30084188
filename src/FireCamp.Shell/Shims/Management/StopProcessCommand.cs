using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Stop, "Process", DefaultParameterSetName = "Id", SupportsShouldProcess = true)]
[OutputType(typeof(Process))]
public sealed class StopProcessCommand : ProcessCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    public int[] Id { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("ProcessName")]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Process[] InputObject { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        var found = ParameterSetName switch
        {
            "Name" => ByName(Name),
            "InputObject" => InputObject,
            _ => ById(Id),
        };
        foreach (var process in found.ToList())
        {
            if (ShouldProcess($"{process.ProcessName} ({process.Id})"))
            {
                Stop(process);
            }
        }
    }

    private void Stop(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            if (!process.HasExited)
            {
                WriteError(new ErrorRecord(
                    new ProcessCommandException(
                        $"Cannot stop process \"{process.ProcessName} ({process.Id})\": {error.Message}"),
                    "CouldNotStopProcess", ErrorCategory.CloseError, process));
                return;
            }
        }

        if (PassThru)
        {
            WriteObject(process);
        }
    }
}
