namespace FireCamp.Testing.Backups;

/// <summary>Gives bytes in pieces of odd sizes and doesn't say how many; may fail at its end.</summary>
public sealed class TrickleStream(byte[] bytes, Exception? failure = null, Action? atEnd = null) : Stream
{
    private int at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var part = Math.Min(Math.Min(buffer.Length, bytes.Length - at), 77_777);
        if (part == 0)
        {
            atEnd?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            return failure is null ? ValueTask.FromResult(0) : ValueTask.FromException<int>(failure);
        }

        bytes.AsMemory(at, part).CopyTo(buffer);
        at += part;
        return ValueTask.FromResult(part);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
