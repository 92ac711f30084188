using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "TimeSpan", DefaultParameterSetName = "Date")]
[OutputType(typeof(TimeSpan))]
public sealed class NewTimeSpanCommand : PSCmdlet
{
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Date")]
    [Alias("LastWriteTime")]
    public DateTime? Start { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = "Date")]
    public DateTime? End { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Days { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Hours { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Minutes { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Seconds { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Milliseconds { get; set; }

    protected override void ProcessRecord()
    {
        var now = TimeProvider.System.GetLocalNow().LocalDateTime;
        WriteObject(ParameterSetName == "Time"
            ? new TimeSpan(Days, Hours, Minutes, Seconds, Milliseconds)
            : (End ?? now) - (Start ?? now));
    }
}
