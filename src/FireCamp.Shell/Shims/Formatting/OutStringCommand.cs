using System.Management.Automation;
using System.Management.Automation.Host;
using FireCamp.Shell.Shims.Internals;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private const int WithoutHost = 120;

    private readonly StringWriter text = new();
    private LineWriter? lines;

    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        TextWriter target = text;
        if (Stream)
        {
            target = lines = new LineWriter(line => WriteObject(line));
        }
        else if (NoNewline)
        {
            target = lines = new LineWriter(text.Write);
        }

        FormatEngine.UseWriter(this, target, Width > 0 ? Width : HostWidth());
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        lines?.Complete();
        if (!Stream)
        {
            WriteObject(text.ToString());
        }
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        text.Dispose();
        lines?.Dispose();
    }

    // The last column stays free: some terminals wrap when it is written.
    private int HostWidth()
    {
        try
        {
            return Host.UI?.RawUI is { } raw ? raw.BufferSize.Width - 1 : WithoutHost;
        }
        catch (HostException)
        {
            return WithoutHost;
        }
    }
}
