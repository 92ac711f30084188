using System.Runtime.InteropServices;

namespace FireCamp.Shell.Startup;

/// <summary>
/// Ctrl-C stops the running pipeline and never the Shell; a request to terminate stops it too and then ends the Shell.
/// </summary>
internal sealed class SignalHandlers : IDisposable
{
    private readonly PipelineRunner runner;
    private readonly PosixSignalRegistration terminate;

    public SignalHandlers(PipelineRunner runner)
    {
        this.runner = runner;
        Console.CancelKeyPress += OnInterrupt;
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate);
    }

    /// <summary>True once the process was asked to end; the exit code says so.</summary>
    public bool Terminated { get; private set; }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnInterrupt;
        terminate.Dispose();
    }

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs interrupt)
    {
        interrupt.Cancel = true;
        runner.Interrupt();
    }

    // Cancelling the default leaves the script's finally blocks their time; without a running pipeline the default is
    // right.
    private void OnTerminate(PosixSignalContext signal)
    {
        Terminated = true;
        signal.Cancel = runner.Interrupt();
    }
}
