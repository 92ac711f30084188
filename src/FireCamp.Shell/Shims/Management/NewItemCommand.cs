using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "Item", DefaultParameterSetName = "pathSet", SupportsShouldProcess = true)]
public sealed class NewItemCommand : ProviderCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "pathSet")]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "nameSet")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "nameSet")]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Type")]
    public string? ItemType { get; set; }

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    protected override void ProcessRecord() => Each(
        Path is [] ? [string.Empty] : Path,
        path => InvokeProvider.Item.New(path, Name, ItemType, Value, Context));

    protected override object? FindDynamicParameters() =>
        InvokeProvider.Item.NewItemDynamicParameters(Path.FirstOrDefault(".")!, ItemType, Value, Context);
}
