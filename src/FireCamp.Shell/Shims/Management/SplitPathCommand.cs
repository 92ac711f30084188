using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = ParentSet)]
[OutputType(typeof(string), typeof(bool))]
public sealed class SplitPathCommand : PSCmdlet
{
    private const string ParentSet = "ParentSet";

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LiteralPath", "LP")]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = ParentSet)]
    public SwitchParameter Parent { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LeafSet")]
    public SwitchParameter Leaf { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LeafBaseSet")]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ExtensionSet")]
    public SwitchParameter Extension { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "QualifierSet")]
    public SwitchParameter Qualifier { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "NoQualifierSet")]
    public SwitchParameter NoQualifier { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "IsAbsoluteSet")]
    public SwitchParameter IsAbsolute { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        var paths = Resolve
            ? Path.SelectMany(path => SessionState.Path.GetResolvedPSPathFromPSPath(path)).Select(found => found.Path)
            : Path;
        foreach (var path in paths)
        {
            WriteObject(Part(path));
        }
    }

    private object Part(string path)
    {
        if (IsAbsolute)
        {
            return SessionState.Path.IsPSAbsolute(path, out _);
        }

        var colon = path.IndexOf(':', StringComparison.Ordinal);
        return this switch
        {
            { Qualifier.IsPresent: true } => colon < 0 ? throw NoQualifierIn(path) : path[..(colon + 1)],
            { NoQualifier.IsPresent: true } => path[(colon + 1)..],
            { Leaf.IsPresent: true } => SessionState.Path.ParseChildName(path),
            { LeafBase.IsPresent: true } =>
                System.IO.Path.GetFileNameWithoutExtension(SessionState.Path.ParseChildName(path)),
            { Extension.IsPresent: true } => System.IO.Path.GetExtension(SessionState.Path.ParseChildName(path)),
            _ => SessionState.Path.ParseParent(path, string.Empty),
        };
    }

    private static FormatException NoQualifierIn(string path) =>
        new($"Cannot parse path because path '{path}' does not have a qualifier specified.");
}
