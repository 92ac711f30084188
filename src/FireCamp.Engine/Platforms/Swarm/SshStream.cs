using System.ComponentModel;
using System.Diagnostics;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>A connection that a program makes to the other side: what is written goes to its input, what is read is its output.</summary>
/// <remarks>It ends with the stream. When it ends without an answer, what it said of that is the error.</remarks>
internal sealed class SshStream : Stream
{
    private const int LongestWords = 4096;

    /// <summary>What it says last may come after the end of its output.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly string host;
    private readonly Stream input;
    private readonly Stream output;
    private readonly Task<string> words;
    private bool hasAnswered;

    private SshStream(Process process, string host)
    {
        (this.process, this.host) = (process, host);
        (input, output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        words = ReadWordsAsync(process.StandardError);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="IOException">The program can't be started.</exception>
    public static SshStream Open(string program, Uri endpoint)
    {
        var start = new ProcessStartInfo(program, SshEndpoint.Arguments(endpoint))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            return new SshStream(Process.Start(start)!, endpoint.Host);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"'{program}' can't be run on this machine: {e.Message}.", e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count == 0 && buffer.Length > 0 && !hasAnswered)
        {
            throw await FailureAsync(null).ConfigureAwait(false);
        }

        hasAnswered |= count > 0;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await input.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            await input.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw await FailureAsync(e).ConfigureAwait(false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception)
            {
                // It has ended by itself.
            }

            process.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<IOException> FailureAsync(Exception? inner)
    {
        await Task.WhenAny(words, Task.Delay(LastWords, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        var said = words.IsCompletedSuccessfully && await words.ConfigureAwait(false) is { Length: > 0 } text ? text : "nothing";
        return new IOException($"ssh ended without an answer from {host} and says: {said}", inner);
    }

    private static async Task<string> ReadWordsAsync(StreamReader errors)
    {
        var kept = "";
        try
        {
            while (await errors.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                kept = $"{kept}{(kept.Length > 0 ? "; " : "")}{line.Trim()}";
                kept = kept.Length > LongestWords ? kept[^LongestWords..] : kept;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The connection was given up; nobody asks any more.
        }

        return kept;
    }
}
