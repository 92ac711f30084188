using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo))]
public sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [AllowEmptyString]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        // No path at all means home, as in every Unix shell.
        var target = LiteralPath is { } literal ? WildcardPattern.Escape(literal) : Path ?? "~";
        try
        {
            var location = SessionState.Path.SetLocation(target);
            if (PassThru)
            {
                WriteObject(location);
            }
        }
        catch (Exception error) when (ProviderErrors.IsAboutPath(error))
        {
            WriteError(ProviderErrors.ToRecord(error));
        }
    }
}
