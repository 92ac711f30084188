using System.Management.Automation;
using System.Management.Automation.Provider;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Content and Add-Content share: writers that stay open while objects arrive.</summary>
public abstract class WriteContentCommand : ProviderCommand, IDisposable
{
    private readonly List<IContentWriter> writers = [];
    private bool open;

    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath
    {
        get => Path;
        set
        {
            Path = value;
            IsLiteral = true;
        }
    }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    protected override void ProcessRecord()
    {
        if (!open)
        {
            open = true;
            Each(Path, Open);
        }

        foreach (var writer in writers)
        {
            writer.Write(Value ?? [string.Empty]);
        }

        if (PassThru)
        {
            WriteObject(Value, enumerateCollection: true);
        }
    }

    protected override void EndProcessing() => Close();

    protected override object? FindDynamicParameters() =>
        InvokeProvider.Content.GetContentWriterDynamicParameters(Path.FirstOrDefault(".")!, Context);

    /// <summary>Makes the path ready before its writer opens; false leaves it out.</summary>
    protected abstract bool Prepare(string path);

    /// <summary>Moves a fresh writer to where the first object goes.</summary>
    protected abstract void Position(IContentWriter writer);

    private void Open(string path)
    {
        if (!Prepare(path))
        {
            return;
        }

        foreach (var writer in InvokeProvider.Content.GetWriter(path, Context))
        {
            Position(writer);
            writers.Add(writer);
        }
    }

    private void Close()
    {
        foreach (var writer in writers)
        {
            writer.Close();
            writer.Dispose();
        }

        writers.Clear();
    }
}
