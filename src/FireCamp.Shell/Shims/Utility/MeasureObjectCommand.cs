using System.Globalization;
using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = "GenericMeasure")]
[OutputType(typeof(GenericMeasureInfo), typeof(TextMeasureInfo), typeof(GenericObjectMeasureInfo))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private const string Generic = "GenericMeasure";
    private const string Text = "TextMeasure";

    private readonly List<PSObject> inputs = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public PSPropertyExpression[]? Property { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            inputs.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        if (Property is null)
        {
            WriteObject(Describe(inputs, null));
            return;
        }

        foreach (var expression in Property)
        {
            var values = inputs.SelectMany(input => expression.GetValues(input)).Select(found => found.Result)
                .Where(value => value is not null).Select(value => PSObject.AsPSObject(value)).ToList();
            if (values is [] && inputs is not [])
            {
                WriteError(new ErrorRecord(
                    new PSArgumentException(
                        $"The property \"{expression}\" cannot be found in the input for any objects."),
                    "GenericMeasurePropertyNotFound", ErrorCategory.InvalidArgument, null));
                continue;
            }

            WriteObject(Describe(values, expression.ToString()));
        }
    }

    private MeasureInfo Describe(List<PSObject> values, string? property)
    {
        if (ParameterSetName == Text)
        {
            return TextOf(values, property);
        }

        var numbers = Sum || Average || StandardDeviation || AllStats ? Numbers(values) : [];
        var ordered = new ValueComparer(ignoreCase: true, CultureInfo.CurrentCulture);
        var bare = values.Select(value => value.BaseObject);
        var (smallest, largest) = values is [] ? (null, null) : (bare.Min(ordered), bare.Max(ordered));
        var result = new GenericObjectMeasureInfo
        {
            Property = property,
            Count = values.Count,
            Sum = (Sum || AllStats) && values.Count > 0 ? numbers.Sum() : null,
            Average = (Average || AllStats) && numbers.Count > 0 ? numbers.Average() : null,
            StandardDeviation = (StandardDeviation || AllStats) && numbers.Count > 0 ? Deviation(numbers) : null,
            Maximum = Maximum || AllStats ? largest : null,
            Minimum = Minimum || AllStats ? smallest : null,
        };
        return IsNumber(result.Maximum) && IsNumber(result.Minimum) ? AsNumbers(result) : result;
    }

    private static GenericMeasureInfo AsNumbers(GenericObjectMeasureInfo info) => new()
    {
        Property = info.Property,
        Count = info.Count,
        Sum = info.Sum,
        Average = info.Average,
        StandardDeviation = info.StandardDeviation,
        Maximum = info.Maximum is null ? null : Convert.ToDouble(info.Maximum, CultureInfo.InvariantCulture),
        Minimum = info.Minimum is null ? null : Convert.ToDouble(info.Minimum, CultureInfo.InvariantCulture),
    };

    private static bool IsNumber(object? value) => value is null
        or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal;

    private List<double> Numbers(IEnumerable<PSObject> values)
    {
        var numbers = new List<double>();
        foreach (var value in values)
        {
            if (LanguagePrimitives.TryConvertTo<double>(value, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
            else
            {
                WriteError(new ErrorRecord(
                    new PSInvalidCastException($"Input object \"{value}\" is not numeric."),
                    "NonNumericInputObject", ErrorCategory.InvalidType, value));
            }
        }

        return numbers;
    }

    private static double Deviation(List<double> numbers)
    {
        var mean = numbers.Average();
        return numbers.Count < 2
            ? 0
            : Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Count - 1));
    }

    private TextMeasureInfo TextOf(IEnumerable<PSObject> values, string? property)
    {
        var texts = values.Select(value => value.ToString()).ToList();
        return new TextMeasureInfo
        {
            Property = property,
            Lines = Line ? texts.Sum(text => text.Length == 0 ? 0 : text.Count(c => c == '\n') + 1) : null,
            Words = Word
                ? texts.Sum(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)
                : null,
            Characters = Character
                ? texts.Sum(text => IgnoreWhiteSpace ? text.Count(c => !char.IsWhiteSpace(c)) : text.Length)
                : null,
        };
    }
}
