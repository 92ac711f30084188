using System.Diagnostics;

namespace Microsoft.PowerShell.Commands;

/// <summary>Carries a started process's redirected streams from and to their files.</summary>
internal sealed class RedirectedStreams(StartProcessCommand command, Process process)
{
    /// <summary>Returns when every redirected stream has ended.</summary>
    public Task CopyAsync(CancellationToken cancel) => Task.WhenAll(
        FeedAsync(command.RedirectStandardInput, cancel),
        SaveAsync(command.RedirectStandardOutput, () => process.StandardOutput, cancel),
        SaveAsync(command.RedirectStandardError, () => process.StandardError, cancel));

    private async Task FeedAsync(string? path, CancellationToken cancel)
    {
        if (path is null)
        {
            return;
        }

        await using var source = File.OpenRead(command.GetUnresolvedProviderPathFromPSPath(path));
        await using var target = process.StandardInput.BaseStream;
        await source.CopyToAsync(target, cancel).ConfigureAwait(false);
    }

    private async Task SaveAsync(string? path, Func<StreamReader> source, CancellationToken cancel)
    {
        if (path is null)
        {
            return;
        }

        await using var target = File.Create(command.GetUnresolvedProviderPathFromPSPath(path));
        await source().BaseStream.CopyToAsync(target, cancel).ConfigureAwait(false);
    }
}
