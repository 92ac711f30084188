using System.ComponentModel;
using System.Diagnostics;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Runs a program about a device or a mount.</summary>
internal static class BlockCommand
{
    /// <exception cref="VolumeException">It fails; says what it complains of.</exception>
    public static async Task RunAsync(string volume, string what, string program, string[] arguments, CancellationToken cancel)
    {
        var (code, complaint) = await TryAsync(volume, program, arguments, cancel).ConfigureAwait(false);
        if (code != 0)
        {
            throw new VolumeException(volume, $"{what}: {complaint}", "Put right what it says, then repeat.");
        }
    }

    /// <returns>The exit code, and the first line of what it says.</returns>
    public static async Task<(int Code, string Said)> TryAsync(string volume, string program, string[] arguments, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var complaint = await process.StandardError.ReadToEndAsync(cancel).ConfigureAwait(false);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            var said = complaint.Length > 0 ? complaint : await output.ConfigureAwait(false);
            return (process.ExitCode, said.Trim().Split('\n', 2)[0]);
        }
        catch (Win32Exception e)
        {
            throw new VolumeException(volume, $"this node has no '{program}': {e.Message}", "Install it (util-linux, xfsprogs), then repeat.", e);
        }
    }
}
