using Etcdserverpb;
using Grpc.Core;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Proves who the user is, once for many calls; again when etcd has forgotten it.</summary>
internal sealed class EtcdLogin(EtcdAddress address, EtcdSecurity? security) : IDisposable
{
    // One at a time: etcd's check of a password takes a tenth of a second of its processor on purpose.
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile string? token;

    /// <summary>What calls carry; empty when etcd asks for no user.</summary>
    /// <exception cref="RpcException">The endpoint did not answer, or refused the user.</exception>
    /// <exception cref="StoreUnavailableException">The password can't be read.</exception>
    public async ValueTask<string> TokenAsync(EtcdEndpoint endpoint, DateTime deadline, CancellationToken cancel)
    {
        if (address.User is null || security is null)
        {
            return "";
        }

        if (token is { } known)
        {
            return known;
        }

        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return token ??= await LogInAsync(endpoint, address.User, security, deadline, cancel).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The next call logs in anew, unless another has done so meanwhile.</summary>
    public void Forget(string used) => _ = Interlocked.CompareExchange(ref token, null, used);

    public void Dispose() => turn.Dispose();

    private async Task<string> LogInAsync(
        EtcdEndpoint endpoint, string user, EtcdSecurity files, DateTime deadline, CancellationToken cancel)
    {
        try
        {
            var request = new AuthenticateRequest { Name = user, Password = files.Password() };
            var response = await endpoint.Logins.AuthenticateAsync(request, deadline: deadline, cancellationToken: cancel)
                .ConfigureAwait(false);
            return response.Token;
        }
        catch (RpcException e) when (e.Status.Detail.Contains("authentication is not enabled", StringComparison.Ordinal))
        {
            // Whoever sets etcd up may give the user first and turn authentication on later.
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StoreUnavailableException($"{address}", $"the password of user {user} can't be read: {e.Message}", e);
        }
    }
}
