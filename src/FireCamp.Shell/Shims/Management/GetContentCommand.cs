using System.Management.Automation;
using System.Management.Automation.Provider;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = ByPath)]
public sealed class GetContentCommand : PathCommand
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long ReadCount { get; set; } = 1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("First", "Head")]
    [ValidateRange(0, long.MaxValue)]
    public long TotalCount { get; set; } = -1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int Tail { get; set; } = -1;

    protected override void Process(string path)
    {
        foreach (var file in Find(path))
        {
            foreach (var reader in InvokeProvider.Content.GetReader(file.Path, LiteralContext))
            {
                using (reader)
                {
                    Read(reader, file);
                    reader.Close();
                }
            }
        }
    }

    protected override object? FindDynamicParameters() =>
        InvokeProvider.Content.GetContentReaderDynamicParameters(Path.FirstOrDefault(".")!, Context);

    private List<PathInfo> Find(string path) => [.. SessionState.Path.GetResolvedPSPathFromPSPath(path, Context)];

    private void Read(IContentReader reader, PathInfo file)
    {
        if (Tail >= 0)
        {
            var kept = new Queue<object>();
            foreach (var line in Lines(reader))
            {
                kept.Enqueue(line);
                if (kept.Count > Tail)
                {
                    kept.Dequeue();
                }
            }

            WriteAll(kept, file);
        }
        else
        {
            WriteAll(
                TotalCount >= 0 ? Lines(reader).Take((int)Math.Min(TotalCount, int.MaxValue)) : Lines(reader), file);
        }
    }

    // The reader answers with an empty list at the end; with -Wait it doesn't return until there is more.
    private IEnumerable<object> Lines(IContentReader reader)
    {
        while (!Stopping && reader.Read(1) is { Count: > 0 } block)
        {
            foreach (var line in block)
            {
                yield return line;
            }
        }
    }

    private void WriteAll(IEnumerable<object> lines, PathInfo file)
    {
        if (ReadCount == 1)
        {
            var number = 0L;
            foreach (var line in lines)
            {
                WriteObject(Noted(line, file, ++number));
            }
        }
        else
        {
            var chunks = ReadCount <= 0 ? [lines.ToArray()] : lines.Chunk((int)ReadCount);
            foreach (var chunk in chunks.Where(chunk => chunk.Length > 0))
            {
                WriteObject(chunk);
            }
        }
    }

    private static PSObject Noted(object line, PathInfo file, long number)
    {
        var noted = new PSObject(line);
        noted.Properties.Add(new PSNoteProperty("PSPath", file.Path));
        noted.Properties.Add(new PSNoteProperty("ReadCount", number));
        return noted;
    }
}
