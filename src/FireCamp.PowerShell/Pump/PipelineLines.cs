using FireCamp.Engine.Platforms;

namespace FireCamp.PowerShell.Pump;

/// <summary>Passes each line of a command's standard output on, in order, on the context that made this object.</summary>
internal sealed class PipelineLines(Action<string> write) : IProgress<ExecLine>
{
    private readonly SynchronizationContext context = SynchronizationContext.Current
        ?? throw new InvalidOperationException("Lines are written on a pipeline's thread.");

    public void Report(ExecLine value)
    {
        if (value.Stream == "out")
        {
            context.Post(_ => write(value.Text), null);
        }
    }
}
