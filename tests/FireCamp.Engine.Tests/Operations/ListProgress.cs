using System.Collections.Concurrent;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Keeps what was reported, on the thread that reports.</summary>
internal sealed class ListProgress<T> : IProgress<T>
{
    public ConcurrentQueue<T> Reports { get; } = new();

    public void Report(T value) => Reports.Enqueue(value);
}
