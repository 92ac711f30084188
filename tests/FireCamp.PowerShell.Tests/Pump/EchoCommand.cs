using System.Management.Automation;
using FireCamp.PowerShell.Pump;

namespace FireCamp.PowerShell.Tests.Pump;

/// <summary>Writes its inputs from asynchronous code, fails for some, and waits for ever for one.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Pump")]
public sealed class EchoCommand : AsyncCmdlet
{
    public static int Cancelled { get; private set; }

    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string[] Value { get; set; } = [];

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        foreach (var value in Value)
        {
            var thread = Environment.CurrentManagedThreadId;
            await Task.Run(() => { }, cancel);
            WriteObject(value);
            WriteVerbose(thread == Environment.CurrentManagedThreadId ? "same thread" : "another thread");
            await ActAsync(value, cancel);
        }
    }

    private protected override Task EndAsync(CancellationToken cancel)
    {
        WriteVerbose("end");
        return Task.CompletedTask;
    }

    private protected override ErrorRecord? RecordOf(Exception exception)
        => exception is TimeoutException ? new ErrorRecord(exception, "Expected", ErrorCategory.OperationTimeout, null) : null;

    private async Task ActAsync(string value, CancellationToken cancel)
    {
        switch (value)
        {
            case "expected":
                throw new TimeoutException("expected");
            case "bug":
                throw new NotSupportedException("bug");
            case "report":
                var progress = new Progress<string>(text => WriteObject(text));
                await Task.Run(() => ((IProgress<string>)progress).Report("reported"), cancel);
                break;
            case "wait":
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                }
                finally
                {
                    Cancelled++;
                }

                break;
            default:
                break;
        }
    }
}
