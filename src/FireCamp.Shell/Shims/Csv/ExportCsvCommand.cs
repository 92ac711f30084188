using System.Management.Automation;
using FireCamp.Shell.Shims.Csv;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : CsvCommand, IDisposable
{
    private StreamWriter? file;

    [Parameter(Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public object? Encoding { get; set; }

    public void Dispose() => file?.Dispose();

    protected override void BeginProcessing()
    {
        if (string.IsNullOrEmpty(Path))
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException(
                    "You must specify either the -Path or -LiteralPath parameters, but not both."),
                "CannotSpecifyPathAndLiteralPath", ErrorCategory.InvalidData, null));
        }

        if (ShouldProcess(Path))
        {
            Columns = Append ? ExistingColumns(GetUnresolvedProviderPathFromPSPath(Path)) : null;
            file = new FileTarget(this, Path, Append, NoClobber, Force).Open(TextEncodings.Find(Encoding));
        }
    }

    protected override void WriteLine(string line) => file?.WriteLine(line);

    // Rows that are added must line up with those that are there.
    private IReadOnlyList<string>? ExistingColumns(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var existing = new StreamReader(path);
        return new CsvReader(existing, Delimiter).Read();
    }
}
