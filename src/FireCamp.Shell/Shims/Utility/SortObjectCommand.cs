using System.Globalization;
using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> inputs = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter Stable { get; set; }

    [Parameter(ParameterSetName = "Top")]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter(ParameterSetName = "Bottom")]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            inputs.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        var culture = string.IsNullOrEmpty(Culture) ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        var order = new ObjectOrder(
            PropertyArgument.ParseAll(Property), Descending, new ValueComparer(!CaseSensitive, culture));
        var sorted = order.Sort(inputs, Unique);
        IEnumerable<PSObject> shown = Top > 0 ? sorted.Take(Top) : Bottom > 0 ? sorted.TakeLast(Bottom) : sorted;
        foreach (var item in shown)
        {
            WriteObject(item);
        }
    }
}
