using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = ByItems)]
public sealed class GetChildItemCommand : ProviderCommand
{
    private const string ByItems = "Items";
    private const string ByLiteralItems = "LiteralItems";

    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByItems)]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralItems)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath
    {
        get => Path;
        set
        {
            Path = value;
            IsLiteral = true;
        }
    }

    [Parameter(Position = 1)]
    public override string? Filter { get; set; }

    [Parameter]
    [Alias("s", "r")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint Depth
    {
        get;
        set
        {
            field = value;
            Recurse = true;
        }
    } = uint.MaxValue;

    [Parameter]
    public SwitchParameter Name { get; set; }

    protected override void ProcessRecord() => Each(Path is [] ? [string.Empty] : Path, Process);

    protected override object? FindDynamicParameters() =>
        InvokeProvider.ChildItem.GetChildItemsDynamicParameters(Path.FirstOrDefault(string.Empty)!, Recurse, Context);

    private void Process(string path)
    {
        if (Name)
        {
            InvokeProvider.ChildItem.GetNames(path, ReturnContainers.ReturnMatchingContainers, Recurse, Depth, Context);
        }
        else
        {
            InvokeProvider.ChildItem.Get(path, Recurse, Depth, Context);
        }
    }
}
