using System.Buffers;
using System.Collections.Concurrent;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>A fixed number of buffers of at least one size, handed out again and again: who wants one more waits.</summary>
/// <remarks>They come from the process's pool and go back there in the end, so that a restore after a backup takes no more memory.</remarks>
internal sealed class BufferShelf(int count, int size) : IDisposable
{
    private readonly ConcurrentStack<byte[]> free = new();
    private readonly SemaphoreSlim left = new(count);

    public async ValueTask<byte[]> TakeAsync(CancellationToken cancel)
    {
        await left.WaitAsync(cancel).ConfigureAwait(false);
        return free.TryPop(out var buffer) ? buffer : ArrayPool<byte>.Shared.Rent(size);
    }

    public void Return(byte[] buffer)
    {
        free.Push(buffer);
        left.Release();
    }

    /// <summary>Nobody uses a buffer any more.</summary>
    public void Dispose()
    {
        while (free.TryPop(out var buffer))
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        left.Dispose();
    }
}
