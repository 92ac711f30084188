using System.Buffers.Binary;
using System.IO.Pipelines;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Containers;

/// <summary>Takes apart what Docker sends of a container's two streams: frames of 8 bytes (stream, length) and text.</summary>
internal static class DockerLog
{
    private const int HeaderLength = 8;
    private const int LongestFrame = 16 * 1024 * 1024;

    /// <summary>Passes on each line with its stream (<c>out</c>, <c>err</c>) until the end of <paramref name="log"/>, also a broken one.</summary>
    public static async Task ReadAsync(Stream log, Action<string, string> line)
    {
        Pipe output = new(), error = new();
        using var outputReader = new StreamReader(output.Reader.AsStream());
        using var errorReader = new StreamReader(error.Reader.AsStream());
        var reading = LineReader.ReadBothAsync(outputReader, errorReader, line);
        try
        {
            await SplitAsync(log, output.Writer, error.Writer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or HttpRequestException)
        {
            // dockerd has gone, or the caller wants no more: what came is passed on.
        }

        await output.Writer.CompleteAsync().ConfigureAwait(false);
        await error.Writer.CompleteAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    private static async Task SplitAsync(Stream log, PipeWriter output, PipeWriter error)
    {
        var header = new byte[HeaderLength];
        var buffer = new byte[16 * 1024];
        while (await log.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false).ConfigureAwait(false) == HeaderLength)
        {
            var left = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
            if (left is < 0 or > LongestFrame)
            {
                throw new IOException("That is no log of Docker's.");
            }

            var to = header[0] == 2 ? error : output;
            while (left > 0)
            {
                var count = await log.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length))).ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
                left -= count;
            }
        }
    }
}
