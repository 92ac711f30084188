using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Numbers kept in a service, written and read with the engine's own client.</summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>Returns once the server acknowledged the number. After an error the next call connects anew.</summary>
    Task AppendAsync(long number, CancellationToken cancel);

    /// <summary>The numbers that a member holds now.</summary>
    Task<IReadOnlySet<long>> ReadAsync(Endpoint member, CancellationToken cancel);
}
