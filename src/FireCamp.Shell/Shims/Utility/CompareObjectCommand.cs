using System.Globalization;
using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Compare, "Object")]
public sealed class CompareObjectCommand : PSCmdlet
{
    private readonly List<PSObject> differences = [];

    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public int SyncWindow { get; set; } = int.MaxValue;

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    protected override void ProcessRecord() => differences.AddRange(DifferenceObject);

    protected override void EndProcessing()
    {
        var comparer = new ValueComparer(!CaseSensitive, CultureInfo.CurrentCulture);
        var properties = PropertyArgument.ParseAll(Property);
        var left = ReferenceObject.ToList();
        var added = new List<PSObject>();
        var equal = new List<PSObject>();
        foreach (var right in differences)
        {
            var match = left.FindIndex(candidate => Same(candidate, right, properties, comparer));
            if (match < 0)
            {
                added.Add(right);
            }
            else
            {
                equal.Add(left[match]);
                left.RemoveAt(match);
            }
        }

        WriteAll(IncludeEqual || ExcludeDifferent ? equal : [], "==", properties);
        WriteAll(ExcludeDifferent ? [] : added, "=>", properties);
        WriteAll(ExcludeDifferent ? [] : left, "<=", properties);
    }

    private static bool Same(
        PSObject left, PSObject right, IReadOnlyList<PropertyArgument> properties, ValueComparer comparer) =>
        properties.Count > 0
            ? properties.All(property => comparer.Equals(property.ValueFor(left), property.ValueFor(right)))
            : comparer.Compare(
                left.BaseObject is PSCustomObject ? left : left.BaseObject,
                right.BaseObject is PSCustomObject ? right : right.BaseObject) == 0;

    private void WriteAll(IEnumerable<PSObject> found, string side, IReadOnlyList<PropertyArgument> properties)
    {
        foreach (var item in found)
        {
            WriteObject(PassThru ? Marked(item, side) : Described(item, side, properties));
        }
    }

    private static PSObject Marked(PSObject item, string side)
    {
        item.Properties.Add(new PSNoteProperty("SideIndicator", side));
        return item;
    }

    private static PSObject Described(PSObject item, string side, IReadOnlyList<PropertyArgument> properties)
    {
        var result = new PSObject();
        foreach (var property in properties)
        {
            result.Properties.Add(new PSNoteProperty(
                property.Label ?? property.Expression.ToString(), property.ValueFor(item)));
        }

        if (properties.Count == 0)
        {
            result.Properties.Add(new PSNoteProperty("InputObject", item));
        }

        result.Properties.Add(new PSNoteProperty("SideIndicator", side));
        return result;
    }
}
