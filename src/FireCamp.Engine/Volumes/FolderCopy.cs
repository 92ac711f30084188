using System.Diagnostics;

namespace FireCamp.Engine.Volumes;

/// <summary>Copies folders as they are: owners, modes, times, links, attributes and holes.</summary>
/// <remarks>Blocks are shared where the file system can (reflink), so that a copy of any size takes milliseconds there.</remarks>
internal static class FolderCopy
{
    /// <summary>The target, which must not exist yet, is a copy of the source, and is on the disk.</summary>
    /// <exception cref="VolumeException">It can't be copied; what was made of the target is left.</exception>
    public static async Task CopyAsync(string volume, string source, string target, CancellationToken cancel)
    {
        await CopyAsync(volume, source, target, "auto", cancel).ConfigureAwait(false);
        await FlushAsync(volume, target, cancel).ConfigureAwait(false);
    }

    /// <summary>The same, with all blocks shared and not yet on the disk: it takes milliseconds, or fails where the file system can't.</summary>
    /// <exception cref="VolumeException">It can't be cloned; what was made of the target is left.</exception>
    public static Task CloneAsync(string volume, string source, string target, CancellationToken cancel)
        => CopyAsync(volume, source, target, "always", cancel);

    /// <summary>The file system of the folder is on the disk as it is now.</summary>
    /// <exception cref="VolumeException">It can't be written.</exception>
    public static Task FlushAsync(string volume, string folder, CancellationToken cancel)
        => RunAsync(volume, "sync", ["--file-system", "--", folder], cancel);

    private static Task CopyAsync(string volume, string source, string target, string reflink, CancellationToken cancel)
    {
        string[] how = ["--archive", $"--reflink={reflink}", "--sparse=auto", "--no-target-directory"];
        return RunAsync(volume, "cp", [.. how, "--", source, target], cancel);
    }

    private static async Task RunAsync(string volume, string program, string[] arguments, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        try
        {
            var complaint = await process.StandardError.ReadToEndAsync(cancel).ConfigureAwait(false);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new VolumeException(volume, $"it can't be copied: {FirstLine(complaint)}",
                    "Make room or put right what it says, then repeat.");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static string FirstLine(string text) => text.Trim().Split('\n', 2)[0];
}
