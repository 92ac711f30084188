using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Group, "Object", DefaultParameterSetName = "HashTable")]
[OutputType(typeof(Hashtable), typeof(GroupInfo))]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<GroupInfo> groups = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    private ValueComparer Comparer => new(!CaseSensitive, CultureInfo.CurrentCulture);

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var properties = PropertyArgument.ParseAll(Property);
        var values = new ArrayList();
        foreach (var value in properties.Count == 0
            ? [InputObject]
            : properties.Select(property => property.ValueFor(InputObject)))
        {
            values.Add(value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value);
        }

        var group = groups.Find(known => Comparer.Equals(known.Values, values));
        if (group is null)
        {
            groups.Add(group = new GroupInfo(values, NoElement));
        }

        group.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        if (AsHashTable)
        {
            WriteObject(AsTable());
            return;
        }

        var comparer = Comparer;
        var byValues = Comparer<ArrayList>.Create((left, right) => left.Cast<object?>().Zip(right.Cast<object?>())
            .Select(pair => comparer.Compare(pair.First, pair.Second)).FirstOrDefault(result => result != 0));
        WriteObject(groups.OrderBy(group => group.Values, byValues), enumerateCollection: true);
    }

    private Hashtable AsTable()
    {
        var table = CaseSensitive ? [] : new Hashtable(StringComparer.CurrentCultureIgnoreCase);
        foreach (var group in groups)
        {
            object key = AsString || group.Values.Count > 1 ? group.Name : group.Values[0] ?? string.Empty;
            table[key] = NoElement ? group.Count : group.Group;
        }

        return table;
    }
}
