using System.Management.Automation;
using FireCamp.Shell.Shims.Csv;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Import, "Csv")]
public sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LiteralPath", "LP")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    [Parameter]
    public object? Encoding { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var file in Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)))
        {
            using var text = Open(file);
            WriteObject(new CsvObjects(text, Delimiter, Header).Read(), enumerateCollection: true);
        }
    }

    private StreamReader Open(string file)
    {
        try
        {
            return new StreamReader(file, TextEncodings.Find(Encoding));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(error, "FileOpenFailure", ErrorCategory.OpenError, file));
            throw;
        }
    }
}
