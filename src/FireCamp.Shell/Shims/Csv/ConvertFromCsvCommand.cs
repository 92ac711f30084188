using System.Management.Automation;
using FireCamp.Shell.Shims.Csv;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertFrom, "Csv")]
public sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly List<string> lines = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    protected override void ProcessRecord() => lines.AddRange(InputObject.Select(line => line.ToString()));

    protected override void EndProcessing()
    {
        using var text = new StringReader(string.Join('\n', lines));
        WriteObject(new CsvObjects(text, Delimiter, Header).Read(), enumerateCollection: true);
    }
}
