using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo))]
public sealed class PushLocationCommand : PSCmdlet
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

    [Parameter]
    public string StackName { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        SessionState.Path.PushCurrentLocation(StackName);
        var target = LiteralPath is { } literal ? WildcardPattern.Escape(literal) : Path;
        if (string.IsNullOrEmpty(target))
        {
            return;
        }

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
            // The push must not outlive a move that didn't happen.
            SessionState.Path.PopLocation(StackName);
            WriteError(ProviderErrors.ToRecord(error));
        }
    }
}
