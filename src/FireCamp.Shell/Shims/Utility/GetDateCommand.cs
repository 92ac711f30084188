using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = "DateAndFormat")]
[OutputType(typeof(DateTime), typeof(string))]
public sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime Date { get; set; }

    [Parameter]
    [Alias("UnixTime")]
    public long UnixTimeSeconds { get; set; }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int? Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int? Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int? Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int? Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Second { get; set; }

    [Parameter]
    [ValidateRange(0, 999)]
    public int? Millisecond { get; set; }

    [Parameter]
    public DisplayHintType DisplayHint { get; set; } = DisplayHintType.DateTime;

    [Parameter(ParameterSetName = "DateAndFormat")]
    [ArgumentCompletions("FileDate", "FileDateUniversal", "FileDateTime", "FileDateTimeUniversal")]
    public string? Format { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "DateAndUFormat")]
    public string? UFormat { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        var date = Adjusted(Start());
        date = AsUTC ? date.ToUniversalTime() : date;
        if (UFormat is not null)
        {
            WriteObject(FireCamp.Shell.Shims.Internals.UnixDateFormat.Apply(UFormat, date));
        }
        else if (Format is not null)
        {
            WriteObject(Formatted(date, Format));
        }
        else
        {
            var result = new PSObject(date);
            result.Properties.Add(new PSNoteProperty("DisplayHint", DisplayHint));
            WriteObject(result);
        }
    }

    private DateTime Start()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(UnixTimeSeconds)))
        {
            return DateTimeOffset.FromUnixTimeSeconds(UnixTimeSeconds).LocalDateTime;
        }

        return MyInvocation.BoundParameters.ContainsKey(nameof(Date))
            ? Date
            : TimeProvider.System.GetLocalNow().LocalDateTime;
    }

    private DateTime Adjusted(DateTime date)
    {
        date = date.AddYears((Year ?? date.Year) - date.Year).AddMonths((Month ?? date.Month) - date.Month);
        date = date.AddDays((Day ?? date.Day) - date.Day).AddHours((Hour ?? date.Hour) - date.Hour);
        date = date.AddMinutes((Minute ?? date.Minute) - date.Minute).AddSeconds((Second ?? date.Second) - date.Second);
        return Millisecond is { } milliseconds
            ? date.AddTicks((milliseconds * TimeSpan.TicksPerMillisecond) - (date.Ticks % TimeSpan.TicksPerSecond))
            : date;
    }

    private static string Formatted(DateTime date, string format) => format.ToUpperInvariant() switch
    {
        "FILEDATE" => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "FILEDATEUNIVERSAL" => date.ToUniversalTime().ToString("yyyyMMddZ", CultureInfo.InvariantCulture),
        "FILEDATETIME" => date.ToString("yyyyMMddTHHmmssffff", CultureInfo.InvariantCulture),
        "FILEDATETIMEUNIVERSAL" =>
            date.ToUniversalTime().ToString("yyyyMMddTHHmmssffffZ", CultureInfo.InvariantCulture),
        _ => date.ToString(format, CultureInfo.CurrentCulture),
    };
}
