using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
public sealed class TeeObjectCommand : PSCmdlet, IDisposable
{
    private readonly List<object?> seen = [];
    private SteppablePipeline? file;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "File")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralFile")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public object? Encoding { get; set; }

    public void Dispose() => file?.Dispose();

    protected override void BeginProcessing()
    {
        if (Variable is not null)
        {
            return;
        }

        var script = ScriptBlock.Create(
            "param($p, $a, $e) Microsoft.PowerShell.Utility\\Out-File -LiteralPath $p -Append:$a -Encoding $e");
        file = script.GetSteppablePipeline(CommandOrigin.Internal, [LiteralPath ?? FilePath, Append, Encoding]);
        file.Begin(expectInput: true);
    }

    protected override void ProcessRecord()
    {
        seen.Add(InputObject);
        file?.Process(InputObject);
        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        file?.End();
        if (Variable is null)
        {
            return;
        }

        var before = Append
            ? LanguagePrimitives.ConvertTo<object[]>(
                SessionState.PSVariable.GetValue(Variable, null) ?? Array.Empty<object>())
            : [];
        var all = before.Concat(seen).ToArray();
        SessionState.PSVariable.Set(Variable, all.Length == 1 ? all[0] : all);
    }
}
