using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Also what <c>&gt;</c> and <c>&gt;&gt;</c> run.</summary>
[Cmdlet(VerbsData.Out, "File", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private StreamWriter? file;

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "ByPath")]
    [Alias("Path")]
    public string FilePath { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string LiteralPath
    {
        get => FilePath;
        set => FilePath = value;
    }

    [Parameter(Position = 1)]
    public object? Encoding { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        var target = new FileTarget(this, FilePath, Append, NoClobber, Force);
        if (ShouldProcess(FilePath, "Output to File"))
        {
            file = target.Open(TextEncodings.Find(Encoding));
            file.NewLine = Environment.NewLine;
        }

        var writer = NoNewline ? new LineWriter(line => file?.Write(line)) : file ?? TextWriter.Null;
        FormatEngine.UseWriter(this, writer, Width > 0 ? Width : int.MaxValue);
        base.BeginProcessing();
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        file?.Dispose();
    }
}
