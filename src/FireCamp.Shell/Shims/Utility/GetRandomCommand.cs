using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "Number")]
public sealed class GetRandomCommand : PSCmdlet
{
    // One source a session, so that -SetSeed holds for the calls that follow.
    private static Random source = Random.Shared;

    private readonly List<object> inputs = [];

    [Parameter]
    public int? SetSeed { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Number")]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = "Number")]
    public object? Minimum { get; set; }

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "List")]
    [AllowNull]
    public object[]? InputObject { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;


    protected override void BeginProcessing()
    {
        if (SetSeed is { } seed)
        {
            source = new Random(seed);
        }

        for (var i = 0; i < Count && ParameterSetName == "Number"; i++)
        {
            WriteNumber();
        }
    }

    protected override void ProcessRecord() => inputs.AddRange(InputObject ?? []);

    protected override void EndProcessing()
    {
        var items = inputs.ToArray();
        source.Shuffle(items);
        WriteObject(items.Take(Count), enumerateCollection: true);
    }

    private void WriteNumber()
    {
        var (low, high) = (Unwrap(Minimum) ?? 0, Unwrap(Maximum));
        if (low is double or float || high is double or float)
        {
            var (from, to) = (AsDouble(low), high is null ? double.MaxValue : AsDouble(high));
            Check(from < to, low, high);
            WriteObject(from + (source.NextDouble() * (to - from)));
            return;
        }

        var (first, last) = (Convert.ToInt64(low, CultureInfo.InvariantCulture),
            high is null ? int.MaxValue : Convert.ToInt64(high, CultureInfo.InvariantCulture));
        Check(first < last, low, high);
        var number = source.NextInt64(first, last);
        var isInt = last <= int.MaxValue && first >= int.MinValue;
        WriteObject(isInt ? (object)(int)number : number);
    }

    private void Check(bool inOrder, object low, object? high)
    {
        if (!inOrder)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException(
                    $"The Minimum value ({low}) cannot be greater than or equal to the Maximum value ({high})."),
                "MinGreaterThanOrEqualMax", ErrorCategory.InvalidArgument, null));
        }
    }

    private static double AsDouble(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static object? Unwrap(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare is string text
            ? text.AsSpan().IndexOfAny(".eE") >= 0
                ? double.Parse(text, CultureInfo.InvariantCulture)
                : long.Parse(text, CultureInfo.InvariantCulture)
            : bare;
    }
}
