using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
public sealed class JoinPathCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string[]? ChildPath { get; set; }

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] AdditionalChildPath { get; set; } = [];

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var joined = (ChildPath ?? []).Concat(AdditionalChildPath)
                .Aggregate(path, (parent, child) => SessionState.Path.Combine(parent, child ?? string.Empty));
            if (Resolve)
            {
                WriteResolved(joined);
            }
            else
            {
                WriteObject(joined);
            }
        }
    }

    private void WriteResolved(string path)
    {
        try
        {
            WriteObject(SessionState.Path.GetResolvedPSPathFromPSPath(path).Select(found => found.Path), true);
        }
        catch (Exception error) when (ProviderErrors.IsAboutPath(error))
        {
            WriteError(ProviderErrors.ToRecord(error));
        }
    }
}
