using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// A provider cmdlet with <c>-Path</c>, first in position and from the pipeline, or <c>-LiteralPath</c>.
/// </summary>
public abstract class PathCommand : ProviderCommand
{
    protected const string ByPath = "Path";
    protected const string ByLiteralPath = "LiteralPath";

    [Parameter(
        Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByPath)]
    [AllowEmptyString]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
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

    protected override void ProcessRecord() => Each(Path, Process);

    /// <summary>Does the work on one path.</summary>
    protected abstract void Process(string path);
}
