using System.Collections.Concurrent;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>A fixed number of buffers of one size, handed out again and again: who wants one more waits.</summary>
internal sealed class BufferShelf(int count, int size) : IDisposable
{
    private readonly ConcurrentStack<byte[]> free = new();
    private readonly SemaphoreSlim left = new(count);

    public async ValueTask<byte[]> TakeAsync(CancellationToken cancel)
    {
        await left.WaitAsync(cancel).ConfigureAwait(false);
        return free.TryPop(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(size);
    }

    public void Return(byte[] buffer)
    {
        free.Push(buffer);
        left.Release();
    }

    public void Dispose() => left.Dispose();
}
