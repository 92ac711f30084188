using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = "Seconds")]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim stop = new();

    [Parameter(
        Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = "Seconds")]
    [ValidateRange(0.0, int.MaxValue / 1000)]
    public double Seconds { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Milliseconds")]
    [ValidateRange(0, int.MaxValue)]
    [Alias("ms")]
    public int Milliseconds { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromTimeSpan")]
    [Alias("ts")]
    public TimeSpan Duration { get; set; }

    public void Dispose() => stop.Dispose();

    protected override void ProcessRecord() => stop.Wait(ParameterSetName switch
    {
        "Milliseconds" => TimeSpan.FromMilliseconds(Milliseconds),
        "FromTimeSpan" => Duration,
        _ => TimeSpan.FromSeconds(Seconds),
    });

    protected override void StopProcessing() => stop.Set();
}
