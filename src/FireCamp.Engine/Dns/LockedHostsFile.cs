using System.Text;

namespace FireCamp.Engine.Dns;

/// <summary>A hosts file that no other engine of this machine can change until it is disposed (flock); everybody can read it.</summary>
internal sealed class LockedHostsFile : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FileStream file;

    private LockedHostsFile(FileStream file) => this.file = file;

    /// <exception cref="Model.FireCampException">Somebody else held it all the time.</exception>
    public static async Task<LockedHostsFile> OpenAsync(string path, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new LockedHostsFile(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e)
            {
                if (TimeProvider.System.GetElapsedTime(started) > Patience)
                {
                    throw new Model.FireCampException("HostsFileLocked", $"{path} could not be locked for {Patience.TotalSeconds} s: {e.Message}",
                        "See who holds it (fuser) and run the command again.", e);
                }

                await Task.Delay(Look, TimeProvider.System, cancel).ConfigureAwait(false);
            }
        }
    }

    public async Task<string> ReadAsync(CancellationToken cancel)
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        await file.ReadExactlyAsync(bytes, cancel).ConfigureAwait(false);
        return Utf8.GetString(bytes);
    }

    /// <summary>In place, for the file is often a mount of its own; longer content is written before the file is cut.</summary>
    public async Task WriteAsync(string text)
    {
        var bytes = Utf8.GetBytes(text);
        file.Position = 0;
        await file.WriteAsync(bytes).ConfigureAwait(false);
        file.SetLength(bytes.Length);
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file.Dispose();
}
