using System.Management.Automation;
using System.Management.Automation.Language;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads a data file without running anything in it.</summary>
[Cmdlet(VerbsData.Import, "PowerShellDataFile", DefaultParameterSetName = "ByPath")]
[OutputType(typeof(System.Collections.Hashtable))]
public sealed class ImportPowerShellDataFileCommand : PSCmdlet
{
    [Parameter(
        Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = "ByPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    public SwitchParameter SkipLimitCheck { get; set; }

    protected override void ProcessRecord()
    {
        var files = ParameterSetName == "ByPath"
            ? Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _))
            : LiteralPath.Select(GetUnresolvedProviderPathFromPSPath);
        foreach (var file in files)
        {
            Read(file);
        }
    }

    private void Read(string file)
    {
        var tree = Parser.ParseFile(file, out _, out var mistakes);
        if (mistakes.Length > 0)
        {
            WriteInvalid(
                file, $"The file '{file}' could not be parsed as a PowerShell Data File: {mistakes[0].Message}",
                "CouldNotParseAsPowerShellDataFile");
            return;
        }

        if (tree.Find(node => node is HashtableAst, searchNestedScriptBlocks: false) is not HashtableAst table)
        {
            WriteInvalid(file, $"There is no hashtable in the data file '{file}'.",
                "CouldNotParseAsPowerShellDataFileNoHashtableRoot");
            return;
        }

        try
        {
            WriteObject(table.SafeGetValue(SkipLimitCheck));
        }
        catch (InvalidOperationException error)
        {
            WriteInvalid(
                file, $"The file '{file}' is more than data: {error.Message}", "CouldNotParseAsPowerShellDataFile");
        }
    }

    private void WriteInvalid(string file, string message, string id) => WriteError(
        new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidData, file));
}
