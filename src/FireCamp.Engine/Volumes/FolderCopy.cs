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

    /// <summary>The same while something writes to the source: what goes meanwhile is not in the copy.</summary>
    /// <exception cref="VolumeException">It can't be copied; what was made of the target is left.</exception>
    public static async Task CopyLiveAsync(string volume, string source, string target, CancellationToken cancel)
    {
        await RunAsync(volume, "cp", [.. How("auto"), "--", source, target], cancel, HasOnlyVanished).ConfigureAwait(false);
        await FlushAsync(volume, target, cancel).ConfigureAwait(false);
    }

    /// <summary>The target, which must not exist yet, has the source's files under other names: what is written to one is written to both.</summary>
    /// <returns>False where files can't have two names, such as on two file systems; then nothing of the target is left.</returns>
    public static async Task<bool> TryShareAsync(string volume, string source, string target, CancellationToken cancel)
    {
        try
        {
            await RunAsync(volume, "cp", ["--archive", "--link", "--no-target-directory", "--", source, target], cancel).ConfigureAwait(false);
            await FlushAsync(volume, target, cancel).ConfigureAwait(false);
            return true;
        }
        catch (VolumeException)
        {
            VolumeShelf.DeleteWithOthers(target);
            return false;
        }
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
        => RunAsync(volume, "cp", [.. How(reflink), "--", source, target], cancel);

    private static string[] How(string reflink) => ["--archive", $"--reflink={reflink}", "--sparse=auto", "--no-target-directory"];

    // The program goes on with all other files, and each of its lines is about one.
    private static bool HasOnlyVanished(string complaint)
        => complaint.Trim().Split('\n').All(line => line.EndsWith(": No such file or directory", StringComparison.Ordinal));

    private static async Task RunAsync(
        string volume, string program, string[] arguments, CancellationToken cancel, Func<string, bool>? bears = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        try
        {
            var complaint = await process.StandardError.ReadToEndAsync(cancel).ConfigureAwait(false);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            if (process.ExitCode != 0 && bears?.Invoke(complaint) != true)
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
