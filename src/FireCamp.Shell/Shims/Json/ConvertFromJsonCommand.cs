using System.Management.Automation;
using System.Text.Json;
using FireCamp.Shell.Shims.Json;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> lines = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord() => lines.Add(InputObject);

    protected override void EndProcessing()
    {
        if (lines.TrueForAll(string.IsNullOrWhiteSpace))
        {
            return;
        }

        // One document over several lines, as Get-Content gives it, or else a document a line.
        if (lines.Count == 1 || !IsComplete(lines[0]))
        {
            Convert(string.Join('\n', lines));
        }
        else
        {
            lines.ForEach(Convert);
        }
    }

    private void Convert(string json)
    {
        try
        {
            using var document = Parse(json);
            WriteObject(new JsonValues(AsHashtable).Read(document.RootElement), enumerateCollection: !NoEnumerate);
        }
        catch (JsonException error)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"Conversion from JSON failed with error: {error.Message}", error),
                "System.ArgumentException", ErrorCategory.NotSpecified, null));
        }
    }

    private bool IsComplete(string json)
    {
        try
        {
            using var document = Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private JsonDocument Parse(string json) => JsonDocument.Parse(json, new JsonDocumentOptions
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = Depth,
    });
}
