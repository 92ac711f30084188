using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "ItemProperty", DefaultParameterSetName = ByPath)]
public sealed class GetItemPropertyCommand : PathCommand
{
    [Parameter(Position = 1)]
    [Alias("PSProperty")]
    public string[] Name { get; set; } = [];

    protected override void Process(string path) => InvokeProvider.Property.Get(path, [.. Name], Context);
}
