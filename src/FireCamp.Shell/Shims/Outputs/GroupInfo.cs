using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Objects with the same values.</summary>
public sealed class GroupInfo(ArrayList values, bool countOnly)
{
    public ArrayList Values { get; } = values;

    public int Count { get; private set; }

    public Collection<PSObject> Group { get; } = [];

    public string Name =>
        string.Join(", ", Values.Cast<object?>().Select(value => LanguagePrimitives.ConvertTo<string>(value)));

    internal void Add(PSObject member)
    {
        Count++;
        if (!countOnly)
        {
            Group.Add(member);
        }
    }
}
