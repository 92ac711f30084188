using System.Diagnostics;
using System.Globalization;

namespace FireCamp.Agent.Disks;

/// <summary>How much a folder's content takes, measured now and then: it means looking at every file.</summary>
internal sealed class OwnUse(string folder, TimeProvider time)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);

    /// <summary>It rests for so many times as long as a measure took.</summary>
    private const int Rest = 100;

    private Task<long?>? measuring;
    private long began;
    private long ended;
    private TimeSpan pause;

    /// <summary>What the last measure found; null before the first.</summary>
    public long? Bytes { get; private set; }

    /// <summary>Takes in what a measure has found, and begins another when it is time. Returns at once.</summary>
    public void Look(CancellationToken cancel)
    {
        if (measuring is { IsCompleted: true } done)
        {
            Bytes = done is { IsCompletedSuccessfully: true, Result: { } found } ? found : Bytes;
            (measuring, ended) = (null, time.GetTimestamp());
            var took = time.GetElapsedTime(began, ended) * Rest;
            pause = took > LeastPause ? took : LeastPause;
        }

        if (measuring is null && (ended == 0 || time.GetElapsedTime(ended) >= pause))
        {
            began = time.GetTimestamp();
            measuring = MeasureAsync(cancel);
        }
    }

    // Files that go meanwhile make it complain, and count for nothing.
    private async Task<long?> MeasureAsync(CancellationToken cancel)
    {
        string[] arguments = ["-n", "19", "du", "--summarize", "--block-size=1", "--one-file-system", "--", folder];
        using var process = Process.Start(
            new ProcessStartInfo("nice", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var complaints = process.StandardError.ReadToEndAsync(cancel);
            var text = await process.StandardOutput.ReadToEndAsync(cancel).ConfigureAwait(false);
            await complaints.ConfigureAwait(false);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            return long.TryParse(text.Split('\t')[0], CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
