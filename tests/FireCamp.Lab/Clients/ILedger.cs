using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Numbers kept in a service, written and read with the engine's own client.</summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>Returns once the server acknowledged the number. After an error the next call connects anew.</summary>
    Task AppendAsync(long number, CancellationToken cancel);

    /// <summary>Gives up on the server that hasn't answered: the next number goes over another connection.</summary>
    void Forget();

    /// <summary>The numbers that a member holds now.</summary>
    Task<IReadOnlySet<long>> ReadAsync(Endpoint member, CancellationToken cancel);
}
