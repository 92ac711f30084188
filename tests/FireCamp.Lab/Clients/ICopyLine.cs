namespace FireCamp.Lab.Clients;

/// <summary>A connection to one running copy of a member, which is never replaced by another.</summary>
public interface ICopyLine : IAsyncDisposable
{
    /// <summary>Asks the copy who it is; returns its answer, which differs from that of every other copy.</summary>
    /// <exception cref="Exception">It doesn't answer any more.</exception>
    Task<string> AskAsync(CancellationToken cancel);
}
