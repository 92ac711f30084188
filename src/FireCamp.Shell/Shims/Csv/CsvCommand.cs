using System.Globalization;
using System.Management.Automation;
using FireCamp.Shell.Shims.Csv;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the cmdlets that write comma-separated values share.</summary>
public abstract class CsvCommand : PSCmdlet
{
    private CsvFormat? format;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter(Position = 1)]
    [ValidateNotNull]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    [Parameter]
    [Alias("ITI")]
    public SwitchParameter IncludeTypeInformation { get; set; }

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    [Parameter]
    [ValidateSet("Always", "AsNeeded", "Never")]
    [Alias("UQ")]
    public string UseQuotes { get; set; } = "Always";

    [Parameter]
    [Alias("QF")]
    public string[]? QuoteFields { get; set; }

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>The columns of all rows; the first object decides them.</summary>
    private protected IReadOnlyList<string>? Columns { get; set; }

    private CsvFormat Format => format ??= new CsvFormat(
        UseCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : Delimiter,
        UseQuotes == "Always",
        UseQuotes == "Never" ? [] : QuoteFields);

    protected override void ProcessRecord()
    {
        foreach (var item in InputObject)
        {
            if (Columns is null)
            {
                Columns = CsvFormat.Columns(item);
                WriteHead(item, Columns);
            }

            WriteLine(Format.Row(item, Columns));
        }
    }

    /// <summary>Takes one line of the result.</summary>
    protected abstract void WriteLine(string line);

    private void WriteHead(PSObject first, IReadOnlyList<string> columns)
    {
        if (IncludeTypeInformation)
        {
            WriteLine($"#TYPE {first.TypeNames[0]}");
        }

        if (!NoHeader)
        {
            WriteLine(Format.Header(columns));
        }
    }
}
